# One INTERFACE target carries language level, warnings and Qt defines; every target of the house links it.
add_library(rehome_flags INTERFACE)
target_compile_features(rehome_flags INTERFACE cxx_std_20)
target_include_directories(rehome_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(rehome_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_CONTEXTLESS_CONNECT
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400
    REHOME_VERSION="${PROJECT_VERSION}"
    $<$<CONFIG:Debug>:QT_DEBUG>)
target_link_libraries(rehome_flags INTERFACE tl::expected)
if(MSVC)
    target_compile_options(rehome_flags INTERFACE /W4 /permissive- /utf-8 /bigobj $<$<BOOL:${REHOME_WERROR}>:/WX>)
    target_compile_definitions(rehome_flags INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN _WIN32_WINNT=0x0A00)
else()
    target_compile_options(rehome_flags INTERFACE
        -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wsuggest-override -Wvla
        $<$<BOOL:${REHOME_WERROR}>:-Werror>
        # Without it ccache cannot tell what a precompiled header brings, and keeps nothing that uses one.
        $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
    if(REHOME_SANITIZE)
        target_compile_options(rehome_flags INTERFACE -fsanitize=${REHOME_SANITIZE} -fno-omit-frame-pointer
                                                      -fno-sanitize-recover=undefined
            # A null pointer crashes under the address sanitizer as well, and alignment is no matter on what runs the tests: these
            # two checks are a fifth of the time to compile. GCC warns of code that is only there for the sanitizers; Clang before
            # 17 cannot check the types of functions where there are coroutines (LLVM issue 49689).
            -fno-sanitize=null,alignment
            $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
        target_link_options(rehome_flags INTERFACE -fsanitize=${REHOME_SANITIZE})
    endif()
endif()

# A new header joins its target by the glob, but CMake 3.25 looks for Q_OBJECT again only when a file that it already knows has
# changed: when the list of sources is another one than before, the stamp of the last look goes.
function(rehome_moc_follows_glob target)
    set(list "${CMAKE_CURRENT_BINARY_DIR}/${target}.sources")
    set(before "")
    if(EXISTS "${list}")
        file(READ "${list}" before)
    endif()
    if(NOT before STREQUAL "${ARGN}")
        file(WRITE "${list}" "${ARGN}")
        file(REMOVE "${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/timestamp")
    endif()
endfunction()

# rehome_precompile(TARGET <QtModule/QtModule> [LINKS...]): one precompiled header a flavour, shared by every target that names it;
# building one costs as much as ten sources. Libraries and programs have their own: they differ in how their code may be moved (-fPIC,
# -fPIE). A target may define other macros than the owner of the header, as long as the header does not ask for them (the compiler
# tells: -Winvalid-pch); LINKS brings those it asks for. MSVC ties a precompiled header to one target's debug data: one each there.
function(rehome_precompile target header)
    if(MSVC)
        target_precompile_headers(${target} PRIVATE ${header})
        return()
    endif()
    get_target_property(type ${target} TYPE)
    string(REGEX REPLACE "^<Qt([A-Za-z]+)/.*" "\\1" module "${header}")
    set(owner "precompiled_${module}_${type}")
    if(NOT TARGET ${owner})
        set(source "${CMAKE_BINARY_DIR}/precompiled/main.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "int main() { return 0; }\n")
        if(type STREQUAL "EXECUTABLE")
            add_executable(${owner} EXCLUDE_FROM_ALL "${source}")
        else()
            add_library(${owner} STATIC EXCLUDE_FROM_ALL "${source}")
        endif()
        set_target_properties(${owner} PROPERTIES AUTOMOC OFF AUTORCC OFF
            RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/precompiled")
        target_link_libraries(${owner} PRIVATE rehome_flags Qt6::${module} ${ARGN})
        target_precompile_headers(${owner} PRIVATE ${header})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
    if(module STREQUAL "Test")
        # Qt Test's folders of the target, for data files that no test here has; they would tie the header to one suite.
        target_compile_options(${owner} PRIVATE -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)
        target_compile_options(${target} PRIVATE -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)
    endif()
endfunction()

# rehome_library(NAME LINKS ... [PRIVATE_LINKS ...]): all sources of this folder, warnings on, links as the house allows.
# Sources are globbed with CONFIGURE_DEPENDS: a new file joins its folder's library by being there.
function(rehome_library name)
    cmake_parse_arguments(ARG "" "PRECOMPILE" "LINKS;PRIVATE_LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    add_library(${name} STATIC ${sources})
    rehome_moc_follows_glob(${name} ${sources})
    target_link_libraries(${name} PUBLIC rehome_flags ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
    if(ARG_PRECOMPILE)
        rehome_precompile(${name} ${ARG_PRECOMPILE})
    endif()
endfunction()

# rehome_test_suite(NAME LINKS ... [GUI] [LONGEST class...]): one program for all test classes of this folder (file = class), one CTest entry a class.
function(rehome_test_suite suite)
    cmake_parse_arguments(ARG "GUI" "TIMEOUT" "LINKS;LONGEST" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    if(NOT sources)
        return()
    endif()
    set(target test_${suite})
    add_executable(${target} ${sources} "${CMAKE_SOURCE_DIR}/tests/support/TestMain.cpp")
    rehome_moc_follows_glob(${target} ${sources})
    target_compile_definitions(${target} PRIVATE REHOME_TEST_GUI=$<BOOL:${ARG_GUI}>
        REHOME_SOURCE_DIR="${CMAKE_SOURCE_DIR}" REHOME_BINARY_DIR="${CMAKE_BINARY_DIR}")
    target_link_libraries(${target} PRIVATE rehome_flags Qt6::Test ${ARG_LINKS})
    # Suites of what speaks TLS end like the programs do (OpenSslAtExit.h).
    if("${ARG_LINKS}" MATCHES "rehome_(azure|local|devices|session|desktop)")
        target_compile_definitions(${target} PRIVATE REHOME_TEST_TLS=1)
        target_link_libraries(${target} PRIVATE OpenSSL::Crypto)
    else()
        target_compile_definitions(${target} PRIVATE REHOME_TEST_TLS=0)
    endif()
    if(ARG_GUI)
        target_link_libraries(${target} PRIVATE Qt6::Widgets)
        target_precompile_headers(${target} PRIVATE <QtWidgets/QtWidgets> <QtTest/QtTest>)
    else()
        # Qt Test asks whether there is Qt Network, so every suite has it.
        target_link_libraries(${target} PRIVATE Qt6::Network)
        rehome_precompile(${target} <QtTest/QtTest> Qt6::Network)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    file(GLOB classes CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*Test.cpp")
    foreach(file IN LISTS classes)
        get_filename_component(class "${file}" NAME_WE)
        add_test(NAME ${suite}.${class} COMMAND ${target} --class ${class})
        set_tests_properties(${suite}.${class} PROPERTIES TIMEOUT ${ARG_TIMEOUT}
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
        # What takes longest begins first, so that nothing is left to wait for alone at the end.
        if(class IN_LIST ARG_LONGEST)
            set_tests_properties(${suite}.${class} PROPERTIES COST 100)
        endif()
    endforeach()
endfunction()
