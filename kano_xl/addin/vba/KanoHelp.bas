Attribute VB_Name = "KanoHelp"
Option Explicit
Option Private Module

' The texts of the functions in Excel's Function Wizard.

Private isDone As Boolean

' Excel takes them only while a workbook is open, and forgets them when it ends.
Public Sub DescribeFunctions()
    If isDone Then Exit Sub
    If ActiveWorkbook Is Nothing Then Exit Sub
    On Error GoTo NotYet
    DescribeEachFunction
    isDone = True
    ThisWorkbook.Saved = True
    Exit Sub
NotYet:
    WriteLog "the Function Wizard does not take our texts: error " & Err.Number
End Sub

Public Sub DescribeFunction(ByVal name As String, ByVal argumentNames As Variant)
    Dim texts() As String
    Dim index As Long
    If UBound(argumentNames) < 0 Then
        Application.MacroOptions Macro:=InThisAddIn(name), _
            Description:=TextOf(name & ".help"), Category:=TextOf("kano.label")
        Exit Sub
    End If
    ReDim texts(0 To UBound(argumentNames))
    For index = 0 To UBound(argumentNames)
        texts(index) = TextOf(name & "." & argumentNames(index))
    Next index
    Application.MacroOptions Macro:=InThisAddIn(name), Description:=TextOf(name & ".help"), _
        Category:=TextOf("kano.label"), ArgumentDescriptions:=texts
End Sub

' A macro of this file by a name that is right whichever workbook is active.
Public Function InThisAddIn(ByVal macro As String) As String
    InThisAddIn = "'" & ThisWorkbook.Name & "'!" & macro
End Function
