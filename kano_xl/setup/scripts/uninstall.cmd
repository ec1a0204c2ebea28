@echo off
rem Removes kano_xl from this user's Excel and computer: uninstall.cmd [/quiet]
setlocal DisableDelayedExpansion
rem A program that happens to lie in the current folder must not stand in for one of Windows.
set "NoDefaultCurrentDirectoryInExePath=1"
rem Who double-clicks sees the window until a key is pressed; who types the command needs no pause.
setlocal EnableDelayedExpansion
set "KANO_LINE=!cmdcmdline!"
if /i "!KANO_LINE:uninstall.cmd=!"=="!KANO_LINE!" (endlocal & set "KANO_WAIT=") else (endlocal & set "KANO_WAIT=1")
if /i "%~1"=="/quiet" set "KANO_WAIT="
set "KANO_HOME=%~dp0"
set "KANO_HOME=%KANO_HOME:~0,-1%"
set "KANO_PYTHON=%KANO_HOME%\versions\{environment}\python.exe"
if not exist "%KANO_PYTHON%" set "KANO_PYTHON=%KANO_HOME%\versions\{environment}\Scripts\python.exe"
if not exist "%KANO_PYTHON%" goto no_python

"%KANO_PYTHON%" -I -X utf8 -m kano_xl addin uninstall
set "KANO_CODE=%errorlevel%"
if "%KANO_CODE%"=="0" goto delete_files
rem 2: refused, and told why; 130: stopped by Ctrl+C. All else means that its packages are broken.
if not "%KANO_CODE%"=="2" if not "%KANO_CODE%"=="130" goto no_python
if defined KANO_WAIT pause
exit /b %KANO_CODE%

rem Only what the installer made is deleted: what else lies in the folder is the user's.
:delete_files
cd /d "%~dp0.."
if not exist "kano_xl\uninstall.cmd" exit /b 0
for %%n in (1 2 3) do if exist kano_xl\versions call :delete_versions

rem This file is among those that are deleted. cmd reads it line by line and would miss it when it
rem goes on, so what is left to do stands in one line. A caller's cmd must live on: there the files
rem are deleted a second later, when cmd has done with this one.
if defined KANO_WAIT (del kano_xl\doctor.cmd kano_xl\uninstall.cmd & rd kano_xl & pause & exit 0)
start "" /b cmd /d /c "ping -n 2 127.0.0.1 >nul & del kano_xl\doctor.cmd kano_xl\uninstall.cmd & rd kano_xl" & exit /b 0

rem Just after Python has ended, a virus scanner may still hold a file of it.
:delete_versions
rd /s /q kano_xl\versions
if exist kano_xl\versions ping -n 2 127.0.0.1 >nul
exit /b 0

rem The text comes last because cmd looks for labels in whatever code page it has.
:no_python
for /f "tokens=2 delims=:." %%a in ('chcp') do set "KANO_PAGE=%%a"
chcp 65001 >nul
echo The files of kano_xl beside this one are missing, so nothing was removed.
echo Install kano_xl again: double-click install.cmd; then uninstall it.
echo Die Dateien von kano_xl neben dieser fehlen, deshalb wurde nichts entfernt.
echo Installieren Sie kano_xl erneut: Doppelklick auf install.cmd; deinstallieren Sie es danach.
echo 找不到 kano_xl 的其他文件，因此没有删除任何内容。请先双击 install.cmd 重新安装，然后再卸载。
echo 找不到 kano_xl 的其他檔案，因此沒有刪除任何內容。請先按兩下 install.cmd 重新安裝，然後再解除安裝。
chcp %KANO_PAGE% >nul
if defined KANO_WAIT pause
exit /b 2
