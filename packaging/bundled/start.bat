@echo off
if not exist "%~dp0env\Scripts\investtrack.exe" (
  call "%~dp0install.bat"
)
set "PATH=%~dp0env\Scripts;%PATH%"
set PYTHONUTF8=1
chcp 65001 >nul
if "%~1"=="" (
  if exist "%~dp0env\Scripts\investtrack-desk.exe" investtrack desk
  investtrack
  cmd /k
) else (
  investtrack %*
)
