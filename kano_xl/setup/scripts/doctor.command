#!/bin/bash
# Checks the installation of kano_xl on a Mac: doctor.command [--json] [--language en|zh-Hans]

here="$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
language=en
case "$(defaults read -g AppleLocale 2>/dev/null || echo "$LANG")" in zh*) language=zh-Hans ;; esac

if [ -x "$here/versions/{environment}/bin/python" ]; then
    "$here/versions/{environment}/bin/python" -I -X utf8 -m kano_xl.setup.doctor --language "$language" "$@"
    exit $?
fi
if [ "$language" = zh-Hans ]; then
    echo "kano_xl 的 Python 无法运行。请打开 install.command 重新安装 kano_xl。"
else
    echo "The Python of kano_xl does not run. Install kano_xl again: open install.command."
fi
exit 2
