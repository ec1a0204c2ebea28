#!/bin/bash
# Installs kano_xl on a Mac, for the user who runs it: install.command [--quiet] [--language en|zh-Hans]
# Finds a Python that fits and runs install.py with it. For the bash of the Mac, 3.2.

here="$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
language=en
case "$(defaults read -g AppleLocale 2>/dev/null || echo "$LANG")" in zh*) language=zh-Hans ;; esac

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
    if [ "$language" = zh-Hans ]; then
        echo "找不到其他文件。请先解压整个压缩包，再打开解压后的文件夹中的 install.command。电脑没有任何改动。"
    else
        echo "The other files are missing. Extract the whole zip file first, then open install.command"
        echo "in the extracted folder. Nothing was changed."
    fi
elif python="$(find_python)"; then
    "$python" -I -X utf8 "$here/install.py" --language "$language" "$@"
    code=$?
else
    code=2
    if [ "$language" = zh-Hans ]; then
        echo "这台 Mac 上没有 Python 3.11 或更高版本。请从 python.org 下载并安装 Python，然后再次打开 install.command。电脑没有任何改动。"
    else
        echo "This Mac has no Python 3.11 or newer. Download Python from python.org and install it,"
        echo "then open install.command again. Nothing was changed."
    fi
fi

case " $* " in *" --quiet "*) exit $code ;; esac
if [ -t 0 ]; then
    [ "$language" = zh-Hans ] && echo "按回车键关闭。" || echo "Press Return to close."
    read -r
fi
exit $code
