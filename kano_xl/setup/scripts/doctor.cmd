@echo off
rem Checks the installation of kano_xl: doctor.cmd [--json] [--language zh-Hans]
setlocal DisableDelayedExpansion
rem A program that happens to lie in the current folder must not stand in for one of Windows.
set "NoDefaultCurrentDirectoryInExePath=1"
rem Who double-clicks sees the window until a key is pressed; who types the command needs no pause.
setlocal EnableDelayedExpansion
set "KANO_LINE=!cmdcmdline!"
if /i "!KANO_LINE:doctor.cmd=!"=="!KANO_LINE!" (endlocal & set "KANO_WAIT=") else (endlocal & set "KANO_WAIT=1")
set "KANO_HOME=%~dp0"
set "KANO_HOME=%KANO_HOME:~0,-1%"
set "KANO_PYTHON=%KANO_HOME%\versions\{environment}\python.exe"
if not exist "%KANO_PYTHON%" set "KANO_PYTHON=%KANO_HOME%\versions\{environment}\Scripts\python.exe"
if not exist "%KANO_PYTHON%" goto no_python

"%KANO_PYTHON%" -I -X utf8 -m kano_xl.setup.doctor %*
set "KANO_CODE=%errorlevel%"
rem Not among what is printed: it may go to a file, for whoever helps.
if defined KANO_WAIT pause >&2
exit /b %KANO_CODE%

rem The text comes last because cmd looks for labels in whatever code page it has.
:no_python
for /f "tokens=2 delims=:." %%a in ('chcp') do set "KANO_PAGE=%%a"
chcp 65001 >nul
echo The files of kano_xl beside this one are missing. Install kano_xl again: double-click install.cmd.
echo Die Dateien von kano_xl neben dieser fehlen. Installieren Sie kano_xl erneut: Doppelklick auf install.cmd.
echo 找不到 kano_xl 的其他文件。请双击 install.cmd 重新安装 kano_xl。
echo 找不到 kano_xl 的其他檔案。請按兩下 install.cmd 重新安裝 kano_xl。
chcp %KANO_PAGE% >nul
if defined KANO_WAIT pause
exit /b 2
