Attribute VB_Name = "KanoCalls"
Option Explicit
Option Private Module

' What Python asks of Excel by name. A private module is not offered to people, but a formula
' could still name what is in it: what acts refuses to be called by a cell.

Private Const NOT_FOR_CELLS As String = "not for cells"

' Copies all sheets of a workbook file behind those of an open workbook, in one step, so that
' charts and formulas among them keep pointing at one another. Gives nothing when it is done,
' else what Excel says is wrong: an error would stop Excel with a box of its own.
Public Function KanoCopySheets(ByVal sourcePath As String, ByVal targetName As String) As String
    Dim source As Workbook
    Dim target As Workbook
    Dim alerts As Boolean
    Dim events As Boolean
    If IsCalledByCell() Then
        KanoCopySheets = NOT_FOR_CELLS
        Exit Function
    End If
    alerts = Application.DisplayAlerts
    events = Application.EnableEvents
    On Error GoTo Failed
    Application.DisplayAlerts = False
    Application.EnableEvents = False
    Set target = Workbooks(targetName)
    Set source = Workbooks.Open(Filename:=sourcePath, UpdateLinks:=0, ReadOnly:=True, _
        AddToMru:=False)
    source.Sheets.Copy After:=target.Sheets(target.Sheets.Count)
PutBack:
    On Error Resume Next
    If Not source Is Nothing Then source.Close SaveChanges:=False
    If Not target Is Nothing Then target.Activate
    Application.EnableEvents = events
    Application.DisplayAlerts = alerts
    Exit Function
Failed:
    KanoCopySheets = Err.Number & " " & Err.Description
    ' Errors are passed over again only after a handler has been left.
    Resume PutBack
End Function

' Nothing once Excel's Function Wizard has our texts, else why it has not.
Public Function KanoHelpState() As String
    KanoHelpState = HelpState()
End Function

' Carries out an action in an open workbook as a click on the ribbon does, but shows nothing and
' opens nothing: gives the four texts of the reply. A question is answered by calling again.
Public Function KanoRunQuietly(ByVal action As String, ByVal workbookName As String, _
        ByVal agreed As String) As Variant
    If IsCalledByCell() Then
        KanoRunQuietly = Array("refused", NOT_FOR_CELLS, "", "")
        Exit Function
    End If
    On Error GoTo Failed
    If workbookName <> "" Then Workbooks(workbookName).Activate
    KanoRunQuietly = QuietReply(action, agreed)
    Exit Function
Failed:
    KanoRunQuietly = Array("bug", Err.Number & " " & Err.Description, "", "")
End Function
