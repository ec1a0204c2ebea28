Attribute VB_Name = "KanoTexts"
Option Explicit
Option Private Module

' Every word that people see stands on this add-in's sheet "Texts": a key, then a column per
' language. The source of VBA is not Unicode; cells are.

Private Const COLUMN_OF_KEYS As Long = 1
Private Const HEADER_ROW As Long = 1
Private Const WITHOUT_REGION As Long = &H3FF

Private cells As Variant
Private rowOf As Collection

' A text in the language of Excel. What is filled in comes as pairs: a name, then its value.
Public Function TextOf(ByVal key As String, ParamArray filled() As Variant) As String
    Dim index As Long
    TextOf = TextIn(ExcelLanguage(), key)
    For index = 0 To UBound(filled) - 1 Step 2
        TextOf = Replace(TextOf, "{" & filled(index) & "}", filled(index + 1))
    Next index
End Function

' A text in a language; the key itself where there is none.
Public Function TextIn(ByVal tag As String, ByVal key As String) As String
    Dim column As Long
    TextIn = key
    If rowOf Is Nothing Then ReadTexts
    On Error GoTo Missing
    For column = COLUMN_OF_KEYS + 1 To UBound(cells, 2)
        If cells(HEADER_ROW, column) = tag Then TextIn = cells(rowOf.Item(key), column)
    Next column
Missing:
End Function

Private Sub ReadTexts()
    Dim row As Long
    cells = ThisWorkbook.Worksheets("Texts").UsedRange.Value
    Set rowOf = New Collection
    For row = HEADER_ROW + 1 To UBound(cells, 1)
        rowOf.Add row, CStr(cells(row, COLUMN_OF_KEYS))
    Next row
End Sub

' The language of Excel's own texts, as the tag that Python uses too. Where Excel cannot tell it,
' the country that this Excel is made for does.
Public Function ExcelLanguage() As String
    Dim identifier As Long
    identifier = InterfaceLanguage()
    If identifier = 0 Then ExcelLanguage = Declaring("language.countries", InterfaceCountry())
    If ExcelLanguage = "" Then ExcelLanguage = LanguageOf(identifier)
End Function

' The language that declares one of Windows' ids; else the one that declares its low ten bits,
' which are the language without its region; else the first.
Public Function LanguageOf(ByVal identifier As Long) As String
    LanguageOf = Declaring("language.windows_ids", identifier)
    If LanguageOf = "" Then
        LanguageOf = Declaring("language.windows_ids", identifier And WITHOUT_REGION)
    End If
    If LanguageOf = "" Then LanguageOf = cells(HEADER_ROW, COLUMN_OF_KEYS + 1)
End Function

' The language in whose column a number stands in the row of a key; "" if there is none.
Private Function Declaring(ByVal key As String, ByVal number As Long) As String
    Dim column As Long
    If rowOf Is Nothing Then ReadTexts
    For column = COLUMN_OF_KEYS + 1 To UBound(cells, 2)
        If InStr(" " & cells(rowOf.Item(key), column) & " ", " " & number & " ") > 0 Then
            Declaring = cells(HEADER_ROW, column)
        End If
    Next column
End Function

' A text written with \uXXXX for the backslash and for all that is not plain ASCII, read back.
Public Function Unescaped(ByVal written As String) As String
    Dim parts() As String
    Dim index As Long
    parts = Split(written, "\u")
    For index = 1 To UBound(parts)
        If parts(index) Like "[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*" Then
            parts(index) = ChrW(CLng("&H" & Left$(parts(index), 4))) & Mid$(parts(index), 5)
        Else
            parts(index) = "\u" & parts(index)
        End If
    Next index
    Unescaped = Join(parts, "")
End Function

' A text in plain ASCII, for people to read: what is not is written as \uXXXX.
Public Function InAscii(ByVal plain As String) As String
    Dim position As Long
    Dim code As Long
    For position = 1 To Len(plain)
        code = AscW(Mid$(plain, position, 1)) And &HFFFF&
        If code < 32 Or code > 126 Then
            InAscii = InAscii & "\u" & Right$("000" & LCase$(Hex$(code)), 4)
        Else
            InAscii = InAscii & ChrW(code)
        End If
    Next position
End Function
