-- Lets Excel for Mac hand an action of its ribbon to Python. Excel runs only scripts that stand
-- in this user's ~/Library/Application Scripts/com.microsoft.Excel, which it cannot write to.

-- Lines: the interpreter, the action, the workbook's name, the language, the log file.
-- Python is not waited for: Excel stands still until this returns, and Python talks to Excel.
-- Every line is quoted, so nothing in a workbook's name is ever run.
on KanoRun(givenLines)
	set {interpreter, actionName, workbookName, languageTag, logFile} to paragraphs of givenLines
	set program to quoted form of interpreter & " -I -B -m kano_xl.excel.mac " & quoted form of actionName
	set choices to " --workbook=" & quoted form of workbookName & " --language=" & quoted form of languageTag
	if logFile is "" then set logFile to "/dev/null"
	do shell script program & choices & " >/dev/null 2>>" & quoted form of logFile & " &"
	return ""
end KanoRun
