@echo off
where py >nul 2>nul
if %errorlevel%==0 (
  for %%v in (PYTHONS) do (
    py -%%v -c "" >nul 2>nul
    if not errorlevel 1 (
      py -%%v "%~dp0install.py"
      goto end
    )
  )
)
python "%~dp0install.py"
if %errorlevel%==9009 echo Python is not installed. Python: PYTHONS
:end
pause
