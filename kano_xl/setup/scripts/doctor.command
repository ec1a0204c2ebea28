#!/bin/bash
# Checks the installation of kano_xl on a Mac: doctor.command [--json] [--language zh-Hans]

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
        en.doctor_mac)
            echo 'The Python of kano_xl does not run. Install kano_xl again: open install.command.'
            ;;
        de.doctor_mac)
            echo 'Das Python von kano_xl läuft nicht. Installieren Sie kano_xl erneut: install.command öffnen.'
            ;;
        zh-Hans.doctor_mac)
            echo 'kano_xl 的 Python 无法运行。请打开 install.command 重新安装 kano_xl。'
            ;;
        zh-Hant.doctor_mac)
            echo 'kano_xl 的 Python 無法執行。請開啟 install.command 重新安裝 kano_xl。'
            ;;
    esac
}
# End of what make_starters.py writes

if [ -x "$here/versions/{environment}/bin/python" ]; then
    "$here/versions/{environment}/bin/python" -I -X utf8 -m kano_xl.setup.doctor --language "$language" "$@"
    exit $?
fi
say doctor_mac
exit 2
