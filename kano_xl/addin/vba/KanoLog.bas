Attribute VB_Name = "KanoLog"
Option Explicit
Option Private Module

' What happens between Excel and Python, one line each, in a log file of this user's. Never an
' answer of a survey, never the text of a cell.

Private lastLine As String

' A fault of 10,000 cells is one line. Trouble with the log itself must stop nothing. On Windows
' Python may be writing into the same file.
Public Sub WriteLog(ByVal what As String)
    Dim file As Integer
    If what = lastLine Or LogPath() = "" Then Exit Sub
    lastLine = what
    On Error Resume Next
    file = FreeFile
    Open LogPath() For Append Access Write Shared As #file
    Print #file, Format$(Now, "yyyy-mm-dd hh:mm:ss") & " Excel " & InAscii(what)
    Close #file
End Sub
