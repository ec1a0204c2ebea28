Attribute VB_Name = "KanoRibbon"
Option Explicit

' What Excel calls by name: the ribbon's callbacks, and what waited for Excel to be ready. The
' texts of a control stand under its id.

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

' Gives the Function Wizard the texts of the functions.
Public Sub KanoDescribeFunctions()
    DescribeFunctions
End Sub
