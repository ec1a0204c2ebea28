Attribute VB_Name = "KanoRibbon"
Option Explicit

' What Excel and Python call by name: the ribbon's callbacks, a message that waited for Excel
' to be ready, and the copying of sheets. The texts of a control stand under its id.

Public Sub KanoLabel(ByVal control As IRibbonControl, ByRef label As Variant)
    label = TextOf(control.ID & ".label")
End Sub

Public Sub KanoScreentip(ByVal control As IRibbonControl, ByRef screentip As Variant)
    screentip = TextOf(control.ID & ".screentip")
End Sub

Public Sub KanoSupertip(ByVal control As IRibbonControl, ByRef supertip As Variant)
    supertip = TextOf(control.ID & ".supertip")
End Sub

Public Sub KanoAction(ByVal control As IRibbonControl)
    RunAction control.ID
End Sub

' Tells once why the functions show #NAME?.
Public Sub KanoTellTrouble()
    If HasUntoldTrouble() Then Message TroubleToTell(), vbExclamation
End Sub

' Copies all sheets of a workbook file behind those of an open workbook, in one step, so that
' charts and formulas among them keep pointing at one another. Gives nothing when it is done,
' else what Excel says is wrong: an error would stop Excel with a box of its own.
Public Function KanoCopySheets(ByVal sourcePath As String, ByVal targetName As String) As String
    Dim source As Workbook
    Dim target As Workbook
    Dim alerts As Boolean
    Dim events As Boolean
    If IsCalledByCell() Then
        KanoCopySheets = "not for cells"
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
