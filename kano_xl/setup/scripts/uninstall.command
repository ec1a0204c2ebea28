#!/bin/bash
# Removes kano_xl from this user's Excel and Mac.

# In a function, which bash reads to its end before this file is deleted.
main() {
    local here language=en kept="Left in place, because other files lie in it: "
    here="$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
    case "$(defaults read -g AppleLocale 2>/dev/null || echo "$LANG")" in zh*)
        language=zh-Hans kept="文件夹中还有其他文件，已保留：" ;;
    esac

    if [ -x "$here/versions/{environment}/bin/python" ]; then
        "$here/versions/{environment}/bin/python" -I -X utf8 -m kano_xl addin uninstall --language "$language" \
            || exit $?
        cd / || exit 1
        # Only what the installer made is deleted: what else lies in the folder is the user's.
        rm -rf "$here/versions"
        rm -f "$here/doctor.command" "$here/uninstall.command" "$here/.DS_Store"
        rmdir "$here" 2>/dev/null || echo "$kept$here"
        exit 0
    fi
    if [ "$language" = zh-Hans ]; then
        echo "kano_xl 的 Python 无法运行，因此没有删除任何内容。请先打开 install.command 重新安装，然后再卸载。"
    else
        echo "The Python of kano_xl does not run, so nothing was removed."
        echo "Install kano_xl again: open install.command; then uninstall it."
    fi
    exit 2
}

main
