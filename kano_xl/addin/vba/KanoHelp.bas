Attribute VB_Name = "KanoHelp"
Option Explicit
Option Private Module

' The texts of the functions in Excel's Function Wizard. Excel forgets them when it ends, takes
' them only while a workbook is open, and not for macros of a hidden one, which an add-in is.

Private Const MOST_TRIES As Long = 3

' Where the user was, to be found again.
Private Type UserPlace
    Front As Window
    Book As Workbook
    IsSaved As Boolean
    ScreenUpdating As Boolean
    EnableEvents As Boolean
End Type

Private isDone As Boolean
Private isAtWork As Boolean
Private tries As Long
Private refusal As String

' Whether the texts are still to be given and now is the time: to show another window for a
' moment would open a minimised one, or end the copying of cells.
Public Function CanDescribe() As Boolean
    If isDone Or isAtWork Or tries = MOST_TRIES Then Exit Function
    If ActiveWorkbook Is Nothing Or ActiveWindow Is Nothing Then Exit Function
    CanDescribe = (ActiveWindow.WindowState <> xlMinimized And Application.CutCopyMode = 0)
End Function

' Gives Excel the texts, for a moment as a workbook that is not hidden.
Public Sub DescribeFunctions()
    Dim before As UserPlace
    If Not CanDescribe() Then Exit Sub
    isAtWork = True
    tries = tries + 1
    RememberPlace before
    On Error GoTo Refused
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    ThisWorkbook.IsAddin = False
    DescribeEachFunction
    isDone = True
PutBack:
    GoBackTo before
    isAtWork = False
    Exit Sub
Refused:
    refusal = "error " & Err.Number
    WriteLog "the Function Wizard does not take our texts: " & refusal
    ' Errors are passed over again only after a handler has been left.
    Resume PutBack
End Sub

' Nothing once Excel has taken the texts, else why it has not.
Public Function HelpState() As String
    If Not isDone Then HelpState = IIf(refusal = "", "not yet", refusal)
End Function

' Called for each function of the registry. Excel is asked by name alone: the Mac's library does
' not know descriptions of arguments, and would refuse to compile a call that names them.
Public Sub DescribeFunction(ByVal name As String, ByVal argumentNames As Variant)
    Dim host As Object
    Dim macro As String
    Dim help As String
    Dim category As String
    Dim texts() As String
    Dim index As Long
    Set host = Application
    macro = InThisAddIn(name)
    help = TextOf(name & ".help")
    category = TextOf("kano.label")
    If UBound(argumentNames) >= 0 Then
        ReDim texts(0 To UBound(argumentNames))
        For index = 0 To UBound(argumentNames)
            texts(index) = TextOf(name & "." & argumentNames(index))
        Next index
        On Error Resume Next
        host.MacroOptions Macro:=macro, Description:=help, Category:=category, _
            ArgumentDescriptions:=texts
        If Err.Number = 0 Then Exit Sub
        On Error GoTo 0
    End If
    host.MacroOptions Macro:=macro, Description:=help, Category:=category
End Sub

' A macro of this file by a name that is right whichever workbook is active.
Public Function InThisAddIn(ByVal macro As String) As String
    InThisAddIn = "'" & ThisWorkbook.Name & "'!" & macro
End Function

Private Sub RememberPlace(ByRef place As UserPlace)
    Set place.Front = ActiveWindow
    Set place.Book = ActiveWorkbook
    place.IsSaved = ActiveWorkbook.Saved
    place.ScreenUpdating = Application.ScreenUpdating
    place.EnableEvents = Application.EnableEvents
End Sub

' A workbook may have several windows, so it is the window that comes to the front again.
Private Sub GoBackTo(ByRef place As UserPlace)
    On Error Resume Next
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    place.Front.Activate
    ' A formula such as TODAY() is calculated at any occasion.
    place.Book.Saved = place.IsSaved
    Application.EnableEvents = place.EnableEvents
    Application.ScreenUpdating = place.ScreenUpdating
End Sub
