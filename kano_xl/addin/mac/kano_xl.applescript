-- Lets Excel for Mac hand an action of its ribbon to Python. Excel runs only scripts that stand
-- in this user's ~/Library/Application Scripts/com.microsoft.Excel, which it cannot write to.

-- Every macro of every workbook may call this. So what runs, and where its log is, stands in
-- here since the installation, and the caller gives no more than three lines: an action and a
-- language, each out of a list, and the name of the active workbook, empty where there is none.
-- All of them are quoted for the shell. Whatever else is given is an error.
-- Python is not waited for: Excel stands still until this returns, and Python talks to Excel.
on KanoRun(givenLines)
	set interpreter to {interpreter}
	set logFile to {log}
	set knownActions to {actions}
	set knownLanguages to {languages}
	-- Linefeeds part the lines; nothing else may that some program takes for the end of a line.
	repeat with oneCode in ((id of givenLines) as list)
		set oneCode to contents of oneCode
		if oneCode < 32 and oneCode is not 10 then error number 1001
		if oneCode is in {127, 133, 8232, 8233} then error number 1001
	end repeat
	set AppleScript's text item delimiters to linefeed
	if (count of text items of givenLines) is not 3 then error number 1002
	set {actionName, languageTag, workbookName} to text items of givenLines
	considering case
		if {actionName} is not in knownActions then error number 1003
		if {languageTag} is not in knownLanguages then error number 1004
	end considering
	set program to quoted form of interpreter & " -I -B -m kano_xl.excel.mac " & quoted form of actionName
	set choices to " --workbook=" & quoted form of workbookName & " --language=" & quoted form of languageTag
	do shell script program & choices & " >/dev/null 2>>" & quoted form of logFile & " &"
	return ""
end KanoRun
