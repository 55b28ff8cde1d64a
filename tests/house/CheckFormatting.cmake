# cmake -D CLANG_FORMAT=... -D SOURCE_DIR=... -P CheckFormatting.cmake: fails and names the files that clang-format would change.
file(GLOB_RECURSE files RELATIVE "${SOURCE_DIR}"
    "${SOURCE_DIR}/models/*.h" "${SOURCE_DIR}/models/*.cpp" "${SOURCE_DIR}/app/*.h" "${SOURCE_DIR}/app/*.cpp"
    "${SOURCE_DIR}/ui/*.h" "${SOURCE_DIR}/ui/*.cpp" "${SOURCE_DIR}/tests/*.h" "${SOURCE_DIR}/tests/*.cpp"
    "${SOURCE_DIR}/resources/*.cpp")
list(FILTER files EXCLUDE REGEX "node_modules/")
list(LENGTH files count)
if(count LESS 50)
    message(FATAL_ERROR "Only ${count} files were found to check.")
endif()
execute_process(COMMAND "${CLANG_FORMAT}" --dry-run -Werror ${files} WORKING_DIRECTORY "${SOURCE_DIR}"
    RESULT_VARIABLE result ERROR_VARIABLE errors OUTPUT_QUIET)
if(NOT result EQUAL 0)
    string(REGEX MATCHALL "[^\n]+\\.(h|cpp):[0-9]+" places "${errors}")
    list(TRANSFORM places REPLACE ":[0-9]+$" "")
    list(REMOVE_DUPLICATES places)
    list(JOIN places "\n  " text)
    message(FATAL_ERROR "clang-format-19 -i would change:\n  ${text}")
endif()
