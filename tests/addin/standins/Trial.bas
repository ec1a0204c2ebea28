Attribute VB_Name = "Trial"
Option Explicit

' Calls what the add-in hides, for LibreOffice, and gives back what can be seen from outside.

Public Function Text(ByVal tag As String, ByVal key As String) As String
    Text = TextIn(tag, key)
End Function

Public Function ReadBack(ByVal written As String) As String
    ReadBack = Unescaped(written)
End Function

Public Function Written(ByVal plain As String) As String
    Written = InAscii(plain)
End Function

Public Function Tag(ByVal identifier As Double) As String
    Tag = LanguageOf(CLng(identifier))
End Function

Public Function Row() As String
    Row = Told(CellsOf(Array(0.5, "#N/A", "#VALUE!", "#DIV/0!", "text", Empty, Null)), 0)
End Function

Public Function Grid() As String
    Dim answer(1 To 2, 1 To 3) As Variant
    answer(1, 1) = "#N/A"
    answer(1, 2) = 1
    answer(1, 3) = "#N/A!"
    answer(2, 1) = "=1+1"
    answer(2, 2) = "#DIV/0!"
    answer(2, 3) = True
    Grid = Told(CellsOf(answer), 1) & "/" & Told(CellsOf(answer), 2)
End Function

' A list, or a row of a grid, as one text.
Private Function Told(ByVal cells As Variant, ByVal row As Long) As String
    Dim column As Long
    If row = 0 Then
        For column = LBound(cells) To UBound(cells)
            Told = Told & Shown(cells(column)) & " "
        Next column
    Else
        For column = LBound(cells, 2) To UBound(cells, 2)
            Told = Told & Shown(cells(row, column)) & " "
        Next column
    End If
End Function

Private Function Shown(ByVal value As Variant) As String
    If IsError(value) Then
        Shown = "error" & CLng(value)
    Else
        Shown = TypeName(value) & ":" & value
    End If
End Function
