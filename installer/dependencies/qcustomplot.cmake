# SPDX-License-Identifier: GPL-3.0-or-later
# Becomes the CMakeLists.txt of QCustomPlot's sources: a static library and its header.
cmake_minimum_required(VERSION 3.25)
project(QCustomPlot LANGUAGES CXX)
set(CMAKE_AUTOMOC ON)
find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets PrintSupport)
add_library(QCustomPlotQt6 STATIC qcustomplot.cpp qcustomplot.h)
target_link_libraries(QCustomPlotQt6 PUBLIC Qt6::Widgets Qt6::PrintSupport)
if(MSVC)
    target_compile_options(QCustomPlotQt6 PRIVATE /bigobj)
endif()
install(TARGETS QCustomPlotQt6)
install(FILES qcustomplot.h TYPE INCLUDE)
