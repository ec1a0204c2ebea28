Attribute VB_Name = "KanoPlatform"
Option Explicit

' Stands in for Windows, of which the log asks where to write.

Public logFile As String

Public Function LogPath() As String
    LogPath = logFile
End Function
