Attribute VB_Name = "KanoPlatform"
Option Explicit

' Stands in for Windows: what the installer wrote, the user's answers, a Python to start.

Public Const ON_MAC As Boolean = False

Public logFile As String
Public beside As String

Public interpreter As String
Public startable As Object
Public startCount As Long
Public answer As Long
Public boxes As String
Public isFormula As Boolean

Public Function InstalledSetting(ByVal name As String) As String
    If name = "Python" Then InstalledSetting = interpreter
    If name = "Log" Then InstalledSetting = logFile
End Function

Public Function IsProgram(ByVal path As String) As Boolean
    IsProgram = (path <> "C:\gone.exe")
End Function

Public Function StartedPython(ByVal python As String) As Object
    startCount = startCount + 1
    Set StartedPython = startable
End Function

Public Sub RunBeside(ByVal python As String, ByVal action As String, ByVal workbookName As String)
    beside = python & " " & action & " " & workbookName
End Sub

Public Function Message(ByVal text As String, ByVal kind As Long) As Long
    boxes = boxes & kind & " " & text & "|"
    Message = answer
End Function

Public Function IsCalledByCell() As Boolean
    IsCalledByCell = isFormula
End Function

Public Function InterfaceLanguage() As Long
    InterfaceLanguage = 1033
End Function
