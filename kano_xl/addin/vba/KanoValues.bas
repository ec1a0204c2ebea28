Attribute VB_Name = "KanoValues"
Option Explicit
Option Private Module

' From cells to values that Python understands, and from its answers to cells. Nothing here
' needs Windows or Python, so it runs, and is tested, wherever VBA runs.

' The arguments of a function as Python is given them: a range as the values in it, one row
' as rows of one, the rest as it is.
Public Function ValuesOf(ByVal arguments As Variant) As Variant
    Dim values() As Variant
    Dim index As Long
    Dim lastRow As Long
    If UBound(arguments) < LBound(arguments) Then
        ValuesOf = arguments
        Exit Function
    End If
    lastRow = LastRowInUse(arguments)
    ReDim values(0 To UBound(arguments))
    For index = 0 To UBound(arguments)
        If IsObject(arguments(index)) Then
            values(index) = ValuesIn(arguments(index), lastRow)
        ElseIf Dimensions(arguments(index)) = 1 Then
            values(index) = AsOneRow(arguments(index))
        Else
            values(index) = arguments(index)
        End If
    Next index
    ValuesOf = values
End Function

' An answer of Python as cells show it: the names of errors as errors, so that IFERROR sees
' them, and nothing as an empty text. Python hands one row over as a list of values.
Public Function CellsOf(ByVal answer As Variant) As Variant
    Dim row As Long
    Dim column As Long
    Select Case Dimensions(answer)
    Case 0
        answer = CellOf(answer)
    Case 1
        For column = LBound(answer) To UBound(answer)
            answer(column) = CellOf(answer(column))
        Next column
    Case Else
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = CellOf(answer(row, column))
            Next column
        Next row
    End Select
    CellsOf = answer
End Function

' Several areas are refused: what Excel gives for their values is the first area alone. One
' cell is a row of one, so that an empty cell is not taken for an argument left out.
Private Function ValuesIn(ByVal block As Object, ByVal lastRow As Long) As Variant
    Dim oneCell(1 To 1, 1 To 1) As Variant
    Dim rowCount As Long
    If block.Areas.Count > 1 Then Err.Raise 5
    rowCount = block.Rows.Count
    If ReachesTheEnd(block) Then rowCount = lastRow - block.Row + 1
    If rowCount < 1 Then rowCount = 1
    ValuesIn = block.Resize(rowCount).Value2
    If IsArray(ValuesIn) Then Exit Function
    oneCell(1, 1) = ValuesIn
    ValuesIn = oneCell
End Function

' The last row in use on the sheets of all ranges that reach their sheet's end, such as B:B.
' One row for all of them: columns of two sheets must still pair up.
Private Function LastRowInUse(ByVal arguments As Variant) As Long
    Dim index As Long
    Dim used As Object
    LastRowInUse = 1
    For index = 0 To UBound(arguments)
        If IsObject(arguments(index)) Then
            If ReachesTheEnd(arguments(index)) Then
                Set used = arguments(index).Worksheet.UsedRange
                If used.Row + used.Rows.Count - 1 > LastRowInUse Then
                    LastRowInUse = used.Row + used.Rows.Count - 1
                End If
            End If
        End If
    Next index
End Function

Private Function ReachesTheEnd(ByVal block As Object) As Boolean
    ReachesTheEnd = (block.Row + block.Rows.Count - 1 = block.Worksheet.Rows.Count)
End Function

' Excel gives an array constant such as {1,2,3} as a list.
Private Function AsOneRow(ByVal list As Variant) As Variant
    Dim values() As Variant
    Dim index As Long
    ReDim values(1 To 1, 1 To UBound(list) - LBound(list) + 1)
    For index = LBound(list) To UBound(list)
        values(1, index - LBound(list) + 1) = list(index)
    Next index
    AsOneRow = values
End Function

Private Function CellOf(ByVal value As Variant) As Variant
    CellOf = value
    If IsNull(value) Or IsEmpty(value) Then
        CellOf = ""
    ElseIf VarType(value) = vbString Then
        Select Case value
        Case "#N/A"
            CellOf = CVErr(xlErrNA)
        Case "#VALUE!"
            CellOf = CVErr(xlErrValue)
        Case "#DIV/0!"
            CellOf = CVErr(xlErrDiv0)
        End Select
    End If
End Function

Private Function Dimensions(ByVal value As Variant) As Long
    Dim count As Long
    Dim bound As Long
    If Not IsArray(value) Then Exit Function
    On Error GoTo Counted
    For count = 0 To 2
        bound = UBound(value, count + 1)
    Next count
Counted:
    Dimensions = count
End Function
