Attribute VB_Name = "KanoPython"
Option Explicit
Option Private Module

' The one Python process behind all open workbooks, and what stands between us and it.

Public Const ADDIN_VERSION As String = "{kano_xl}"
Private Const PROGRAM As String = "kano_xl.excel.server"

Public Enum Outcome
    Answered
    Failed
    Unreachable
End Enum

Private server As Object
Private trouble As String
Private isTold As Boolean

' What a function for cells shows. An error value says why there is none: #NAME? without
' Python, #VALUE! for a mistake.
Public Function CellsFrom(ByVal pythonName As String, ByVal arguments As Variant) As Variant
    Dim answer As Variant
    On Error GoTo Mistake
    Select Case AskPython(pythonName, ValuesOf(arguments), answer, 2)
    Case Answered
        CellsFrom = CellsOf(answer)
    Case Unreachable
        CellsFrom = CVErr(xlErrName)
    Case Else
        CellsFrom = CVErr(xlErrValue)
    End Select
    Exit Function
Mistake:
    CellsFrom = CVErr(xlErrValue)
End Function

' Calls a Python function; how it went is an `Outcome`. With two tries, a process that has
' ended since the last call is started anew; what changes a workbook is never tried twice. No
' formula may have an action carried out.
Public Function AskPython(ByVal pythonName As String, ByVal arguments As Variant, _
        ByRef answer As Variant, ByVal tries As Long) As Long
    Dim attempt As Long
    Dim number As Long
    AskPython = Failed
    If pythonName = "run" And IsCalledByCell() Then Exit Function
    For attempt = 1 To tries
        If Not IsConnected() Then
            AskPython = Unreachable
            Exit Function
        End If
        On Error Resume Next
        answer = server.CallUDF(PROGRAM, pythonName, arguments, Nothing, Nothing)
        number = Err.Number
        On Error GoTo 0
        If number = 0 Then
            AskPython = Answered
            Exit Function
        End If
        ' The description may quote a cell, so the number alone is logged.
        WriteLog pythonName & " failed with error " & number
        If Not MeansGone(number) Then Exit For
        Set server = Nothing
    Next attempt
End Function

' Whether Python is there, which starts it if need be. After trouble it is not tried again
' until someone clicks on the ribbon: every cell would wait for it.
Private Function IsConnected() As Boolean
    If server Is Nothing And trouble = "" Then Connect
    IsConnected = Not server Is Nothing
End Function

Private Sub Connect()
    Dim python As String
    Dim found As String
    python = InstalledSetting("Python")
    If ON_MAC Then
        NoteTrouble TextOf("message.no_functions_on_mac")
    ElseIf python = "" Then
        NoteTrouble TextOf("message.not_installed")
    ElseIf Not IsPythonThere() Then
        NoteTrouble TextOf("message.python_missing", "python", python)
    Else
        Set server = StartedPython()
        found = VersionOf(server)
        If found = ADDIN_VERSION Then Exit Sub
        Set server = Nothing
        If found = "" Then
            NoteTrouble TextOf("message.python_fails", "python", python, "log", LogPath())
        Else
            NoteTrouble TextOf("message.versions_differ", "addin", ADDIN_VERSION, "python", found)
        End If
    End If
End Sub

Private Function VersionOf(ByVal candidate As Object) As String
    If candidate Is Nothing Then Exit Function
    On Error Resume Next
    VersionOf = candidate.CallUDF(PROGRAM, "kano_version", Array(), Nothing, Nothing)
    If Err.Number <> 0 Then WriteLog "kano_version failed with error " & Err.Number
End Function

' What COM says of a process that has ended: automation error 462, and the codes for a server
' that is unavailable, failed, disconnected or died.
Private Function MeansGone(ByVal number As Long) As Boolean
    Select Case number
    Case 462, &H800706BA, &H800706BE, &H80010108, &H80010007, &H80010012, &H800401FD
        MeansGone = True
    End Select
End Function

Private Sub NoteTrouble(ByVal what As String)
    trouble = what
    isTold = False
    WriteLog what
End Sub

' Why Python is not there, in words, to be told now; nothing as long as all is well.
Public Function TroubleToTell() As String
    TroubleToTell = trouble
    isTold = True
End Function

Public Sub ForgetTrouble()
    trouble = ""
End Sub

' Whether there is trouble that no one was told of. It is told once, not once a cell.
Public Function HasUntoldTrouble() As Boolean
    HasUntoldTrouble = (trouble <> "" And Not isTold)
End Function
