#!/bin/bash
# Installs kano_xl on a Mac, for the user who runs it: install.command [--quiet] [--language zh-Hans]
# Finds a Python that fits and runs install.py with it. For the bash of the Mac, 3.2.

here="$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"

# Begin of what make_starters.py writes
locale="$(defaults read -g AppleLocale 2>/dev/null || echo "$LANG")"
locale="${locale%%[.@]*}"
case "${locale//_/-}-" in
    zh-Hans-*) language=zh-Hans ;;
    zh-Hant-*) language=zh-Hant ;;
    zh-CN-*) language=zh-Hans ;;
    zh-HK-*) language=zh-Hant ;;
    zh-MO-*) language=zh-Hant ;;
    zh-SG-*) language=zh-Hans ;;
    zh-TW-*) language=zh-Hant ;;
    de-*) language=de ;;
    en-*) language=en ;;
    zh-*) language=zh-Hans ;;
    *) language=en ;;
esac
say() {
    case "$language.$1" in
        en.missing_mac)
            echo 'The other files are missing. Extract the whole zip file first, then open install.command'
            echo 'in the extracted folder. Nothing was changed.'
            ;;
        de.missing_mac)
            echo 'Die anderen Dateien fehlen. Entpacken Sie zuerst die ganze ZIP-Datei, und öffnen Sie dann'
            echo 'install.command im entpackten Ordner. Nichts wurde geändert.'
            ;;
        zh-Hans.missing_mac)
            echo '找不到其他文件。请先解压整个压缩包，再打开解压后的文件夹中的 install.command。电脑没有任何改动。'
            ;;
        zh-Hant.missing_mac)
            echo '找不到其他檔案。請先解壓縮整個壓縮檔，再開啟解壓縮後的資料夾中的 install.command。電腦沒有任何變更。'
            ;;
        en.no_python_mac)
            echo 'This Mac has no Python 3.11 or newer. Download Python from python.org and install it,'
            echo 'then open install.command again. Nothing was changed.'
            ;;
        de.no_python_mac)
            echo 'Dieser Mac hat kein Python 3.11 oder neuer. Laden Sie Python von python.org, installieren Sie es,'
            echo 'und öffnen Sie dann install.command erneut. Nichts wurde geändert.'
            ;;
        zh-Hans.no_python_mac)
            echo '这台 Mac 上没有 Python 3.11 或更高版本。请从 python.org 下载并安装 Python，然后再次打开 install.command。电脑没有任何改动。'
            ;;
        zh-Hant.no_python_mac)
            echo '這台 Mac 上沒有 Python 3.11 或更高版本。請從 python.org 下載並安裝 Python，然後再次開啟 install.command。電腦沒有任何變更。'
            ;;
        en.press_return)
            echo 'Press Return to close.'
            ;;
        de.press_return)
            echo 'Zum Schließen die Eingabetaste drücken.'
            ;;
        zh-Hans.press_return)
            echo '按回车键关闭。'
            ;;
        zh-Hant.press_return)
            echo '按 Enter 鍵關閉。'
            ;;
    esac
}
# End of what make_starters.py writes

# Not /usr/bin: what lies there is too old, or only asks to install Apple's developer tools.
folders=(/Library/Frameworks/Python.framework/Versions/*/bin /opt/homebrew/bin /usr/local/bin)
IFS=: read -r -a path <<<"$PATH"
for folder in "${path[@]}"; do
    [ "$folder" = /usr/bin ] || folders+=("$folder")
done

fits() {
    [ -x "$1" ] && "$1" -I -c 'import ensurepip, sys, venv
sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)' >/dev/null 2>&1
}

# The versions that kano_xl is tested with come first; python3 may be newer than all of them.
find_python() {
    local name folder
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        for folder in "${folders[@]}"; do
            fits "$folder/$name" && echo "$folder/$name" && return 0
        done
    done
    return 1
}

if [ ! -f "$here/install.py" ]; then
    code=2
    say missing_mac
elif python="$(find_python)"; then
    "$python" -I -X utf8 "$here/install.py" --language "$language" "$@"
    code=$?
else
    code=2
    say no_python_mac
fi

case " $* " in *" --quiet "*) exit $code ;; esac
if [ -t 0 ]; then
    say press_return
    read -r
fi
exit $code
