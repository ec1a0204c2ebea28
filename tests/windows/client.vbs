' Calls functions of a running kano_xl server and writes down what it answers.
'
'     cscript //nologo client.vbs CLSID CALLS ANSWERS
'
' The server is reached by its class id alone; nothing is registered. Both files are UTF-16;
' exchange.py tells what stands in them.
Option Explicit

Const SERVER = "kano_xl.excel.server"
Const FOR_READING = 1, FOR_WRITING = 2, UNICODE = -1

Dim files, calls, answers, excel
Set files = CreateObject("Scripting.FileSystemObject")
Set calls = files.OpenTextFile(WScript.Arguments(1), FOR_READING, False, UNICODE)
Set answers = files.OpenTextFile(WScript.Arguments(2), FOR_WRITING, True, UNICODE)
Set excel = GetObject("new:" & WScript.Arguments(0))
Do Until calls.AtEndOfStream
    CallOnce Split(calls.ReadLine, vbTab)
Loop
answers.WriteLine "end"
answers.Close

Sub CallOnce(head)
    Dim arguments, result, started, i
    arguments = Array()
    If CInt(head(3)) > 0 Then ReDim arguments(CInt(head(3)) - 1)
    For i = 0 To CInt(head(3)) - 1
        arguments(i) = Argument(Split(calls.ReadLine, vbTab))
    Next
    On Error Resume Next
    started = Timer
    For i = 1 To CInt(head(2))
        result = excel.CallUDF(SERVER, head(1), arguments, Nothing, Nothing)
    Next
    started = (Timer - started) / CInt(head(2))
    If Err.Number <> 0 Then
        answers.WriteLine "error" & vbTab & Err.Number & vbTab & OneLine(Err.Description)
        Exit Sub
    End If
    On Error GoTo 0
    WriteAnswer result, started
End Sub

Function Argument(head)
    Dim rows, columns, cells, row, column
    If head(0) = "one" Then
        Argument = Value(calls.ReadLine)
        Exit Function
    End If
    rows = CInt(head(2))
    columns = CInt(head(3))
    ReDim cells(CInt(head(1)) - 1, columns - 1)
    For row = 0 To CInt(head(1)) - 1
        For column = 0 To columns - 1
            If row < rows Then
                cells(row, column) = Value(calls.ReadLine)
            Else
                cells(row, column) = cells(row - rows, column)
            End If
        Next
    Next
    Argument = cells
End Function

Function Value(line)
    Dim parts
    Select Case Left(line, 1)
    Case "e"
        Value = Empty
    Case "s"
        Value = Mid(line, 2)
    Case "b"
        Value = (Mid(line, 2) = "1")
    Case "n"
        parts = Split(Mid(line, 2), vbTab)
        Value = CDbl(parts(0)) / CDbl(parts(1))
    End Select
End Function

Sub WriteAnswer(result, seconds)
    Dim row, column, width
    If Not IsArray(result) Then
        WriteHead 0, 1, 1, seconds
        answers.WriteLine Written(result)
        Exit Sub
    End If
    width = -1
    On Error Resume Next
    width = UBound(result, 2)
    On Error GoTo 0
    If width < 0 Then
        WriteHead 1, 1, UBound(result) + 1, seconds
        For column = 0 To UBound(result)
            answers.WriteLine Written(result(column))
        Next
        Exit Sub
    End If
    WriteHead 2, UBound(result) + 1, width + 1, seconds
    For row = 0 To UBound(result)
        For column = 0 To width
            answers.WriteLine Written(result(row, column))
        Next
    Next
End Sub

Sub WriteHead(dimensions, rows, columns, seconds)
    answers.WriteLine "answer" & vbTab & dimensions & vbTab & rows & vbTab & columns & vbTab & seconds
End Sub

Function Written(value)
    Select Case TypeName(value)
    Case "Empty"
        Written = "e"
    Case "String"
        Written = "s" & OneLine(value)
    Case "Boolean"
        Written = "b0"
        If value Then Written = "b1"
    Case "Integer", "Long", "Double"
        Written = "n" & value
    Case Else
        Written = "?" & TypeName(value)
    End Select
End Function

Function OneLine(words)
    OneLine = Replace(Replace(words, vbCr, ""), vbLf, "\n")
End Function
