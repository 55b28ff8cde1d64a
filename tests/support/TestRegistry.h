// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace rehome::test {

/// Name of a test class → maker. One program holds all classes of a folder, so that a folder links once.
inline std::map<std::string, std::function<std::unique_ptr<QObject>()>> &registry()
{
    static std::map<std::string, std::function<std::unique_ptr<QObject>()>> classes;
    return classes;
}

template <class T>
struct Registration
{
    explicit Registration(const char *name)
    {
        registry()[name] = [] { return std::make_unique<T>(); };
    }
};

} // namespace rehome::test

/// Put this at the end of a test's file, before `#include "FileName.moc"`. The class has the file's name.
#define REHOME_TEST(Class) static const rehome::test::Registration<Class> s_registration##Class(#Class)
