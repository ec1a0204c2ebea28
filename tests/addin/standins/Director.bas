Attribute VB_Name = "Director"
Option Explicit

' Lets a test set the scene and look at what happened.

Public Sub Install(ByVal version As String)
    Dim python As New StandInPython
    interpreter = "C:\Python\pythonw.exe"
    python.version = version
    Set python.replies = New Collection
    Set startable = python
End Sub

Public Sub InstallAt(ByVal path As String)
    interpreter = path
End Sub

Public Sub WillAnswer(ByVal reply As Variant)
    startable.replies.Add reply
End Sub

Public Sub WillReply(ByVal kind As String, ByVal text As String, ByVal code As String, ByVal path As String)
    startable.replies.Add Array(kind, text, code, path)
End Sub

Public Sub WillDie(ByVal times As Long)
    startable.deaths = times
End Sub

Public Sub WillFail(ByVal number As Long)
    startable.fault = number
End Sub

Public Sub WillDisturb()
    startable.disturbs = True
End Sub

Public Sub UserSays(ByVal button As Long)
    answer = button
End Sub

Public Sub CallFromCell()
    isFormula = True
End Sub

Public Function Calls() As String
    Calls = startable.calls
End Function

Public Function Starts() As Long
    Starts = startCount
End Function

Public Function Shown() As String
    Shown = boxes
    boxes = ""
End Function

Public Function RanBeside() As String
    RanBeside = beside
End Function

Public Function State() As String
    State = Application.ScreenUpdating & " " & Application.EnableEvents & " " & _
        Application.DisplayAlerts & " " & Application.StatusBar & " " & Application.Calculation
End Function

Public Function ValuesOfRanges(ByVal first As String, ByVal second As String) As Variant
    ValuesOfRanges = ValuesOf(Array(Worksheets("One").Range(first), Worksheets("Two").Range(second)))
End Function

Public Function ValuesOfOthers() As Variant
    ValuesOfOthers = ValuesOf(Array("like", Array(1, 2, 3), Empty, True))
End Function

' The rows that are read of two ranges, each given by its first row, its number of rows and the
' last row in use on its sheet.
Public Function RowsRead(ByVal first As String, ByVal second As String) As Variant
    RowsRead = ValuesOf(Array(RangeOf(first), RangeOf(second)))
End Function

Private Function RangeOf(ByVal described As String) As Object
    Dim block As New StandInRange
    block.Row = CLng(Split(described, " ")(0))
    block.rowCount = CLng(Split(described, " ")(1))
    block.lastInUse = CLng(Split(described, " ")(2))
    Set RangeOf = block
End Function
