Attribute VB_Name = "KanoPlatform"
Option Explicit
Option Private Module

' The only module that knows Windows, the Mac and the library of xlwings. The Python that runs
' is the one the installer wrote down for this user, in a place that no workbook can change.

#If Mac Then

Public Const ON_MAC As Boolean = True

#Else

Public Const ON_MAC As Boolean = False
Private Const LIBRARY_IN_64 As String = "xlwings64-{xlwings}.dll"
Private Const LIBRARY_IN_32 As String = "xlwings32-{xlwings}.dll"
Private Const START_OR_REUSE As Long = 1
Private Const IS_FOLDER As Long = &H10
Private Const NO_FILE As Long = -1

' The library's own call takes ANSI texts; Windows is asked for wide ones throughout.
#If Win64 Then
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-{xlwings}.dll" _
    (ByRef result As Variant, ByVal config As String, ByVal mode As Long) As Long
#Else
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-{xlwings}.dll" _
    (ByRef result As Variant, ByVal config As String, ByVal mode As Long) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr
Private Declare PtrSafe Function GetFileAttributesW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function GetShortPathNameW Lib "kernel32" _
    (ByVal path As LongPtr, ByVal room As LongPtr, ByVal size As Long) As Long
Private Declare PtrSafe Function MessageBoxW Lib "user32" _
    (ByVal owner As LongPtr, ByVal text As LongPtr, ByVal title As LongPtr, _
    ByVal kind As Long) As Long

#End If

Private Const LANGUAGE_OF_INTERFACE As Long = 2

' A setting that the installer wrote: "Python" or "Log"; nothing where it has not.
Public Function InstalledSetting(ByVal name As String) As String
#If Mac Then
    InstalledSetting = Unescaped(LineOfFile(Environ$("HOME") & "/kano_xl/settings.txt", name))
#Else
    InstalledSetting = Unescaped(GetSetting("kano_xl", "Install", name, ""))
#End If
End Function

' The log of what Excel does. On the Mac Excel may write into its own container without asking;
' HOME is the container's there.
Public Function LogPath() As String
#If Mac Then
    LogPath = Environ$("HOME") & "/kano_xl/kano_xl.log"
#Else
    LogPath = InstalledSetting("Log")
#End If
End Function

' Whether the installer's Python is there, by its full path: a name alone would be looked for in
' the folder of whatever workbook is open. No caller chooses the path: a formula could be one.
Public Function IsPythonThere() As Boolean
    Dim python As String
    python = InstalledSetting("Python")
#If Mac Then
    ' Excel's sandbox does not let us look.
    IsPythonThere = (Left$(python, 1) = "/")
#Else
    If Mid$(python, 2, 2) = ":\" Or Left$(python, 2) = "\\" Then IsPythonThere = IsFile(python)
#End If
End Function

' The installer's Python as an object to call, or Nothing.
Public Function StartedPython() As Object
#If Not Mac Then
    Dim python As String
    Dim result As Variant
    Dim command As String
    python = InstalledSetting("Python")
    If LoadedLibrary(python) = 0 Then
        WriteLog "the library of xlwings {xlwings} is not beside " & python
        Exit Function
    End If
    command = """" & PlainPath(python) & """ -I -B -m kano_xl.excel.server $(CLSID)"
    On Error GoTo Refused
    If XLPyDLLActivateAuto(result, command, START_OR_REUSE) = 0 Then
        Set StartedPython = result
    Else
        WriteLog "Python does not start: " & result
    End If
    Exit Function
Refused:
    WriteLog "Python does not start: error " & Err.Number
#End If
End Function

' Lets Python carry out an action beside Excel, for the Mac, where it cannot be called. The
' script of AppleScript stands where the installer put it, and knows which Python to start.
Public Sub RunBeside(ByVal action As String, ByVal language As String, _
        ByVal workbookName As String)
#If Mac Then
    AppleScriptTask "kano_xl.applescript", "KanoRun", _
        action & vbLf & language & vbLf & workbookName
#End If
End Sub

' A message box, for everybody but formulas. That of VBA turns what is not in the system's code
' page into question marks.
Public Function Message(ByVal text As String, ByVal kind As Long) As Long
    Dim title As String
    If IsCalledByCell() Then Exit Function
    title = TextOf("kano.label")
#If Mac Then
    Message = MsgBox(text, kind, title)
#Else
    Message = MessageBoxW(Application.Hwnd, StrPtr(text), StrPtr(title), kind)
#End If
End Function

' Whether it is a formula in a cell that calls, and not a program.
Public Function IsCalledByCell() As Boolean
    IsCalledByCell = (TypeName(Application.Caller) = "Range")
End Function

' Whether the window in front is one in Protected View, where no macro has a workbook. Excel is
' asked by name alone: the Mac's library has no such windows.
Public Function IsInProtectedView() As Boolean
    Dim host As Object
    Set host = Application
    On Error Resume Next
    IsInProtectedView = Not host.ActiveProtectedViewWindow Is Nothing
End Function

' The language of Excel's own texts, as Windows numbers languages; 0 where Excel cannot tell. An
' older Mac's library names it otherwise.
Public Function InterfaceLanguage() As Long
    Dim host As Object
    Set host = Application
    On Error Resume Next
    InterfaceLanguage = host.LanguageSettings.LanguageID(LANGUAGE_OF_INTERFACE)
    If InterfaceLanguage = 0 Then InterfaceLanguage = host.LocalizedLanguage
End Function

' The country that this Excel is made for, by its telephone code; 0 where Excel cannot tell.
Public Function InterfaceCountry() As Long
    On Error Resume Next
    InterfaceCountry = Application.International(xlCountryCode)
End Function

#If Mac Then

Private Function LineOfFile(ByVal path As String, ByVal name As String) As String
    Dim file As Integer
    Dim written As String
    On Error GoTo Unreadable
    file = FreeFile
    Open path For Input As #file
    Do Until EOF(file)
        Line Input #file, written
        If Left$(written, Len(name) + 1) = name & "=" Then LineOfFile = Mid$(written, Len(name) + 2)
    Loop
    Close #file
Unreadable:
End Function

#Else

' Beside the interpreter, or in a virtual environment one folder above it.
Private Function LoadedLibrary(ByVal python As String) As LongPtr
    Dim folder As String
    Dim name As String
#If Win64 Then
    name = LIBRARY_IN_64
#Else
    name = LIBRARY_IN_32
#End If
    folder = FolderOf(python)
    If Not IsFile(folder & "\" & name) Then folder = FolderOf(folder)
    If IsFile(folder & "\" & name) Then LoadedLibrary = LoadLibraryW(StrPtr(folder & "\" & name))
End Function

Private Function FolderOf(ByVal path As String) As String
    If InStrRev(path, "\") > 0 Then FolderOf = Left$(path, InStrRev(path, "\") - 1)
End Function

Private Function IsFile(ByVal path As String) As Boolean
    Dim attributes As Long
    attributes = GetFileAttributesW(StrPtr(path))
    IsFile = (attributes <> NO_FILE And (attributes And IS_FOLDER) = 0)
End Function

' The short form of a path with letters that an ANSI text cannot hold.
Private Function PlainPath(ByVal path As String) As String
    Dim room As String
    Dim length As Long
    PlainPath = path
    If InAscii(path) = path Then Exit Function
    room = String$(512, vbNullChar)
    length = GetShortPathNameW(StrPtr(path), StrPtr(room), Len(room))
    If length > 0 And length < Len(room) Then PlainPath = Left$(room, length)
End Function

#End If
