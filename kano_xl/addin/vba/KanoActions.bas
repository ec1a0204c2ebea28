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

Private Const WITHOUT_WORKBOOK As String = " new_survey guide about self_test "

' Carries out an action of the ribbon: new_survey, check, analyse and so on.
Public Sub RunAction(ByVal action As String)
    On Error GoTo Mistake
    ForgetTrouble
    If IsInProtectedView() And InStr(WITHOUT_WORKBOOK, " " & action & " ") = 0 Then
        Message TextOf("message.protected_view"), vbExclamation
    ElseIf ON_MAC Then
        RunOnMac action
    Else
        Converse action
    End If
    Exit Sub
Mistake:
    WriteLog action & " stopped with error " & Err.Number
    Message TextOf("message.mistake", "log", LogPath()), vbCritical
End Sub

' Carries out an action without a word and gives the reply, for a test of the add-in.
Public Function QuietReply(ByVal action As String, ByVal agreed As String) As Variant
    Dim reply As Variant
    ForgetTrouble
    If ON_MAC Then
        reply = Array("refused", "Excel for Mac does not call Python", "", "")
    ElseIf Not HasReplied(action, agreed, reply) Then
        reply = Array("refused", WhyNoPython(), "", "")
    End If
    QuietReply = reply
End Function

' Asks Python, as often as it has a question to which the user says yes.
Private Sub Converse(ByVal action As String)
    Dim agreed As String
    Dim reply As Variant
    Do
        If Not HasReplied(action, agreed, reply) Then
            TellTrouble action
            Exit Sub
        End If
        If Not GoesOn(reply, agreed) Then Exit Do
    Loop
End Sub

' Lets Python carry out an action and leaves Excel as it was, whatever happens. False where
' there is no Python, which is found out beforehand: an action is tried once.
Private Function HasReplied(ByVal action As String, ByVal agreed As String, _
        ByRef reply As Variant) As Boolean
    Dim before As ExcelState
    Dim version As Variant
    Dim number As Long
    Remember before
    On Error GoTo Mistake
    ' Excel would ask whether to go on waiting, and whether to delete a sheet.
    Application.DisplayAlerts = False
    Application.StatusBar = TextOf("message.working")
    If AskPython("kano_version", Array(), version, 2) = Answered Then
        If AskPython("run", Array(action, ActiveWorkbook, agreed, ExcelLanguage()), reply, 1) _
                <> Answered Then
            Err.Raise 5
        End If
        HasReplied = True
    End If
    Restore before
    Exit Function
Mistake:
    number = Err.Number
    Restore before
    Err.Raise number
End Function

' Shows a reply; true where it is a question and the action is to go on, with its code among
' those agreed to.
Private Function GoesOn(ByVal reply As Variant, ByRef agreed As String) As Boolean
    Dim button As Long
    Select Case reply(KIND)
    Case "ask"
        GoesOn = (Message(reply(TEXT), vbQuestion + vbYesNo) = vbYes)
    Case "choose"
        button = Message(reply(TEXT), vbQuestion + vbYesNoCancel)
        GoesOn = (button = vbYes Or button = vbNo)
        ' The code alone means No.
        If button = vbYes Then Agree agreed, reply(CODE) & "_yes"
    Case "file", "files"
        GoesOn = HasChosen(reply, agreed)
    Case Else
        ShowReply reply
    End Select
    If GoesOn Then Agree agreed, reply(CODE)
End Function

' Lets the user choose a file, or several, which Python reads; false where none is chosen. Each
' comes among what is agreed to, where a comma parts one from the next.
Private Function HasChosen(ByVal reply As Variant, ByRef agreed As String) As Boolean
    Dim chosen As Variant
    Dim oneFile As Variant
    chosen = Application.GetOpenFilename(FileFilter:=reply(PATH), Title:=reply(TEXT), _
        MultiSelect:=(reply(KIND) = "files"))
    ' False, or nothing at all, is how the dialog says that it was cancelled.
    If Not IsArray(chosen) Then
        If VarType(chosen) <> vbString Then Exit Function
        chosen = Array(chosen)
    End If
    For Each oneFile In chosen
        Agree agreed, reply(CODE) & "=" & Replace(Replace(oneFile, "%", "%25"), ",", "%2C")
    Next oneFile
    HasChosen = True
End Function

Private Sub Agree(ByRef agreed As String, ByVal what As String)
    agreed = agreed & IIf(agreed = "", "", ",") & what
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
    Dim workbookName As String
    If InstalledSetting("Python") = "" Then
        Message TextOf("message.not_installed"), vbExclamation
        Exit Sub
    End If
    If Not ActiveWorkbook Is Nothing Then workbookName = ActiveWorkbook.Name
    RunBeside action, ExcelLanguage(), workbookName
End Sub

' Why Python is not there; About also tells what there is.
Private Sub TellTrouble(ByVal action As String)
    Dim what As String
    what = WhyNoPython()
    If action = "about" Then
        what = TextOf("message.about", "addin", ADDIN_VERSION, _
            "python", InstalledSetting("Python"), "log", LogPath()) & vbLf & vbLf & what
    End If
    Message what, vbExclamation
End Sub

Private Function WhyNoPython() As String
    WhyNoPython = TroubleToTell()
    If WhyNoPython = "" Then WhyNoPython = TextOf("message.mistake", "log", LogPath())
End Function

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
