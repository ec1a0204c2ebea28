@echo off
rem Installs kano_xl for the user who runs it: install.cmd [/quiet] [--language zh-Hans]
setlocal DisableDelayedExpansion
rem A program that happens to lie in the current folder must not stand in for one of Windows.
set "NoDefaultCurrentDirectoryInExePath=1"
rem Who double-clicks sees the window until a key is pressed; who types the command needs no pause.
setlocal EnableDelayedExpansion
set "KANO_LINE=!cmdcmdline!"
if /i "!KANO_LINE:install.cmd=!"=="!KANO_LINE!" (endlocal & set "KANO_WAIT=") else (endlocal & set "KANO_WAIT=1")
for %%a in (%*) do if /i "%%~a"=="/quiet" set "KANO_WAIT="

if not exist "%~dp0install.py" goto not_extracted
rem A bundle has a Python; security software may have taken it away.
if exist "%~dp0wheels" if not exist "%~dp0python\python.exe" goto not_extracted
if not exist "%~dp0python\python.exe" goto without_python
"%~dp0python\python.exe" -I -X utf8 "%~dp0install.py" %*
set "KANO_CODE=%errorlevel%"
if defined KANO_WAIT pause
exit /b %KANO_CODE%

:without_python
powershell.exe -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
set "KANO_CODE=%errorlevel%"
if defined KANO_WAIT pause
exit /b %KANO_CODE%

rem A window that looks into a zip file takes this one file out of it, and nothing else.
rem The text comes last because cmd looks for labels in whatever code page it has.
:not_extracted
for /f "tokens=2 delims=:." %%a in ('chcp') do set "KANO_PAGE=%%a"
chcp 65001 >nul
echo The other files are missing. Extract the whole zip file first (right click, "Extract All..."),
echo then open the extracted folder and double-click install.cmd there. Nothing was changed.
echo Die anderen Dateien fehlen. Entpacken Sie zuerst die ganze ZIP-Datei (Rechtsklick, "Alle extrahieren..."),
echo öffnen Sie dann den entpackten Ordner, und doppelklicken Sie dort auf install.cmd. Nichts wurde geändert.
echo 找不到其他文件。请先右键点击压缩包，选择“全部解压缩”，再打开解压后的文件夹，双击其中的 install.cmd。电脑没有任何改动。
echo 找不到其他檔案。請先在壓縮檔上按一下滑鼠右鍵，選擇「解壓縮全部」，再開啟解壓縮後的資料夾，按兩下其中的 install.cmd。電腦沒有任何變更。
chcp %KANO_PAGE% >nul
if defined KANO_WAIT pause
exit /b 2
