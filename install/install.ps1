# Finds a Python that kano_xl can be installed with, and runs install.py with it.
# Called by install.cmd where no Python lies beside it; what it is given goes on to install.py.

# Registered ones first (PEP 514), then those on PATH. What the Microsoft Store installs is left
# out: Windows diverts what it writes to a place that Excel does not see.
$registered = foreach ($hive in 'HKCU:', 'HKLM:') {
    Get-ChildItem -Path "$hive\Software\Python\PythonCore\*\InstallPath" -ErrorAction SilentlyContinue |
        ForEach-Object { $_.GetValue('ExecutablePath') }
}
$onPath = Get-Command -Name python.exe -CommandType Application -All -ErrorAction SilentlyContinue |
    ForEach-Object { $_.Path }

$fits = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)'
foreach ($python in @($registered) + @($onPath)) {
    if (-not $python -or $python -like '*\WindowsApps\*' -or -not (Test-Path -LiteralPath $python)) {
        continue
    }
    & $python -I -c $fits 2>$null
    if ($LASTEXITCODE -eq 0) {
        & $python -I -X utf8 (Join-Path $PSScriptRoot 'install.py') @args
        exit $LASTEXITCODE
    }
}

if ((Get-UICulture).Name -like 'zh*') {
    Write-Host '没有找到 64 位的 Python 3.11 或更高版本。请下载 kano_xl 的离线安装包（自带 Python）；或者从 python.org 安装 Python（不需要管理员权限），然后再次双击 install.cmd。电脑没有任何改动。'
} else {
    Write-Host 'No 64-bit Python 3.11 or newer was found. Take the offline bundle of kano_xl, which brings its own;'
    Write-Host 'or install Python from python.org (no administrator is needed: choose "Install Now") and'
    Write-Host 'double-click install.cmd again. Nothing was changed.'
}
exit 2
