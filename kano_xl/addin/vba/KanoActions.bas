Attribute VB_Name = "KanoActions"
Option Explicit
Option Private Module

' The talk behind a click on the ribbon: Python acts and replies; we tell, ask and open.

' What an action may have changed in Excel and must not leave changed.
Private Type ExcelState
    ScreenUpdating As Boolean
    EnableEvents As Boolean
    DisplayAlerts As Boolean
    Calculation As Long
    StatusBar As Variant
End Type

' The places of a reply's four texts.
Private Const KIND As Long = 0
Private Const TEXT As Long = 1
Private Const CODE As Long = 2
Private Const PATH As Long = 3

' Carries out an action of the ribbon: new_survey, check, analyse and so on.
Public Sub RunAction(ByVal action As String)
    Dim before As ExcelState
    Remember before
    On Error GoTo Mistake
    ForgetTrouble
    If ON_MAC Then
        RunOnMac action
    Else
        Converse action, before
    End If
    Restore before
    Exit Sub
Mistake:
    WriteLog action & " stopped with error " & Err.Number
    Restore before
    Message TextOf("message.mistake", "log", LogPath()), vbCritical
End Sub

' Asks Python, as often as it has a question to which the user says yes.
Private Sub Converse(ByVal action As String, ByRef before As ExcelState)
    Dim agreed As String
    Dim reply As Variant
    Dim version As Variant
    Do
        Application.StatusBar = TextOf("message.working")
        ' Whether Python is still there is found out beforehand: an action is tried once.
        If AskPython("kano_version", Array(), version, 2) <> Answered Then
            Restore before
            TellTrouble action
            Exit Sub
        End If
        If AskPython("run", Array(action, ActiveWorkbook, agreed, ExcelLanguage()), reply, 1) _
                <> Answered Then
            Err.Raise 5
        End If
        Restore before
        If reply(KIND) <> "ask" Then Exit Do
        If Message(reply(TEXT), vbQuestion + vbYesNo) <> vbYes Then Exit Sub
        agreed = agreed & IIf(agreed = "", "", ",") & reply(CODE)
    Loop
    ShowReply reply
End Sub

Private Sub ShowReply(ByVal reply As Variant)
    Select Case reply(KIND)
    Case "open"
        Workbooks.Add Template:=reply(PATH)
        If reply(TEXT) <> "" Then Message reply(TEXT), vbInformation
    Case "done"
        If reply(TEXT) <> "" Then Message reply(TEXT), vbInformation
    Case "refused"
        Message reply(TEXT), vbExclamation
    Case Else
        Message reply(TEXT), vbCritical
    End Select
End Sub

' On the Mac Python runs beside Excel and shows its messages itself.
Private Sub RunOnMac(ByVal action As String)
    Dim python As String
    Dim workbookName As String
    python = InstalledSetting("Python")
    If python = "" Then
        Message TextOf("message.not_installed"), vbExclamation
        Exit Sub
    End If
    If Not ActiveWorkbook Is Nothing Then workbookName = ActiveWorkbook.Name
    RunBeside python, action, workbookName
End Sub

' Why Python is not there; About also tells what there is.
Private Sub TellTrouble(ByVal action As String)
    Dim what As String
    what = TroubleToTell()
    If what = "" Then what = TextOf("message.mistake", "log", LogPath())
    If action = "about" Then
        what = TextOf("message.about", "addin", ADDIN_VERSION, _
            "python", InstalledSetting("Python"), "log", LogPath()) & vbLf & vbLf & what
    End If
    Message what, vbExclamation
End Sub

' Without an open workbook Excel has no calculation mode to tell, nor to set.
Private Sub Remember(ByRef state As ExcelState)
    On Error Resume Next
    state.ScreenUpdating = Application.ScreenUpdating
    state.EnableEvents = Application.EnableEvents
    state.DisplayAlerts = Application.DisplayAlerts
    state.StatusBar = Application.StatusBar
    state.Calculation = Application.Calculation
End Sub

Private Sub Restore(ByRef state As ExcelState)
    On Error Resume Next
    ' To set the mode, even to what it is, may start a calculation.
    If state.Calculation <> Application.Calculation Then Application.Calculation = state.Calculation
    Application.StatusBar = state.StatusBar
    Application.DisplayAlerts = state.DisplayAlerts
    Application.EnableEvents = state.EnableEvents
    Application.ScreenUpdating = state.ScreenUpdating
End Sub
