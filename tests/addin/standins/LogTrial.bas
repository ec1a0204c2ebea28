Attribute VB_Name = "LogTrial"
Option Explicit

' Written twice, as a fault of many cells is.
Public Function Logged(ByVal path As String, ByVal line1 As String, ByVal line2 As String) As String
    logFile = path
    WriteLog line1
    WriteLog line1
    WriteLog line2
    Logged = LogPath()
End Function
