#!/bin/bash
# Removes kano_xl from this user's Excel and Mac.

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
        en.uninstall_mac)
            echo 'The Python of kano_xl does not run, so nothing was removed.'
            echo 'Install kano_xl again: open install.command; then uninstall it.'
            ;;
        de.uninstall_mac)
            echo 'Das Python von kano_xl läuft nicht, deshalb wurde nichts entfernt.'
            echo 'Installieren Sie kano_xl erneut: install.command öffnen; deinstallieren Sie es danach.'
            ;;
        zh-Hans.uninstall_mac)
            echo 'kano_xl 的 Python 无法运行，因此没有删除任何内容。请先打开 install.command 重新安装，然后再卸载。'
            ;;
        zh-Hant.uninstall_mac)
            echo 'kano_xl 的 Python 無法執行，因此沒有刪除任何內容。請先開啟 install.command 重新安裝，然後再解除安裝。'
            ;;
        en.kept)
            echo 'Left in place, because other files lie in it: '
            ;;
        de.kept)
            echo 'Nicht entfernt, weil andere Dateien darin liegen: '
            ;;
        zh-Hans.kept)
            echo '文件夹中还有其他文件，已保留：'
            ;;
        zh-Hant.kept)
            echo '資料夾中還有其他檔案，已保留：'
            ;;
    esac
}
# End of what make_starters.py writes

# In a function, which bash reads to its end before this file is deleted.
main() {
    local here
    here="$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"

    if [ -x "$here/versions/{environment}/bin/python" ]; then
        "$here/versions/{environment}/bin/python" -I -X utf8 -m kano_xl addin uninstall --language "$language" \
            || exit $?
        cd / || exit 1
        # Only what the installer made is deleted: what else lies in the folder is the user's.
        rm -rf "$here/versions"
        rm -f "$here/doctor.command" "$here/uninstall.command" "$here/.DS_Store"
        rmdir "$here" 2>/dev/null || echo "$(say kept)$here"
        exit 0
    fi
    say uninstall_mac
    exit 2
}

main
