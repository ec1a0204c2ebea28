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

# Begin of what make_starters.py writes
switch -Wildcard ("$((Get-UICulture).Name)-") {
    'zh-Hans-*' { $language = 'zh-Hans'; break }
    'zh-Hant-*' { $language = 'zh-Hant'; break }
    'zh-CN-*' { $language = 'zh-Hans'; break }
    'zh-HK-*' { $language = 'zh-Hant'; break }
    'zh-MO-*' { $language = 'zh-Hant'; break }
    'zh-SG-*' { $language = 'zh-Hans'; break }
    'zh-TW-*' { $language = 'zh-Hant'; break }
    'de-*' { $language = 'de'; break }
    'en-*' { $language = 'en'; break }
    'zh-*' { $language = 'zh-Hans'; break }
    default { $language = 'en' }
}
switch ($language) {
    'en' {
        Write-Host 'No 64-bit Python 3.11 or newer was found. Take the offline bundle of kano_xl, which brings its own;'
        Write-Host 'or install Python from python.org (no administrator is needed: choose "Install Now") and'
        Write-Host 'double-click install.cmd again. Nothing was changed.'
    }
    'de' {
        Write-Host 'Kein 64-Bit-Python 3.11 oder neuer gefunden. Nehmen Sie das Offline-Paket von kano_xl, das sein eigenes mitbringt;'
        Write-Host 'oder installieren Sie Python von python.org (ohne Administrator: "Install Now" wählen), und'
        Write-Host 'doppelklicken Sie erneut auf install.cmd. Nichts wurde geändert.'
    }
    'zh-Hans' {
        Write-Host '没有找到 64 位的 Python 3.11 或更高版本。请下载 kano_xl 的离线安装包（自带 Python）；或者从 python.org 安装 Python（不需要管理员权限），然后再次双击 install.cmd。电脑没有任何改动。'
    }
    'zh-Hant' {
        Write-Host '沒有找到 64 位元的 Python 3.11 或更高版本。請下載 kano_xl 的離線安裝檔（內附 Python）；或者從 python.org 安裝 Python（不需要管理員權限），然後再次按兩下 install.cmd。電腦沒有任何變更。'
    }
}
# End of what make_starters.py writes
exit 2
