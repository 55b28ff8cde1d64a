# cmake -D LUPDATE=... -D SOURCE_DIR=... -D WORK_DIR=... -P CheckTranslations.cmake: fails and names the texts of the sources that
# rehome_de.ts does not have. Works on a copy.
file(MAKE_DIRECTORY "${WORK_DIR}")
set(copy "${WORK_DIR}/rehome_de.ts")
configure_file("${SOURCE_DIR}/translations/rehome_de.ts" "${copy}" COPYONLY)
execute_process(COMMAND "${LUPDATE}" -silent -no-obsolete -locations none -I "${SOURCE_DIR}" -extensions cpp,h
    "${SOURCE_DIR}/models" "${SOURCE_DIR}/app" "${SOURCE_DIR}/ui" -ts "${copy}" RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "lupdate failed: ${errors}")
endif()
file(READ "${copy}" text)
string(REPLACE ";" "," text "${text}")
string(REGEX MATCHALL "<source>[^<]*</source>[ \r\n]*(<comment>[^<]*</comment>[ \r\n]*)?(<extracomment>[^<]*</extracomment>[ \r\n]*)?<translation type=\"unfinished\">" missing "${text}")
if(missing)
    list(TRANSFORM missing REPLACE "</?(source|comment|extracomment|translation)[^>]*>" "")
    list(TRANSFORM missing STRIP)
    list(JOIN missing "\n  " names)
    message(FATAL_ERROR "These texts have no German yet (run the target update_translations):\n  ${names}")
endif()
