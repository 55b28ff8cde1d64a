// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"
#include "tests/support/TestRegistry.h"
#include "tests/ui/UiFixture.h"
#include "ui/theme/HubColors.h"
#include "ui/widgets/Marks.h"

#include <QtGui/QPainter>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QPushButton>
#include <cmath>

using namespace rehome;

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrast_data();
    void contrast();
    void followsSystemAndOverride();
    void paintedWidgetsSwitchWithoutRestart();
    void fontScale();
    void iconsAreTinted();
    void everyNamedIconExists();
    void statusShapesDiffer();
    void hubsKeepTheirColour();

private:
    static double luminance(const QColor &color);
    static double ratio(const QColor &a, const QColor &b);
};

double ThemeTest::luminance(const QColor &color)
{
    const auto channel = [](float value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

double ThemeTest::ratio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

void ThemeTest::contrast_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    for (const ui::Tokens *t : {&ui::Tokens::light(), &ui::Tokens::dark()}) {
        const QByteArray scheme = t == &ui::Tokens::light() ? "light " : "dark ";
        const auto row = [&](const char *name, const QColor &front, const QColor &back, double least) {
            QTest::newRow((scheme + name).constData()) << front << back << least;
        };
        // Text on the fills it stands on: WCAG AA.
        row("t1 on surf", t->t1, t->surf, 4.5);
        row("t1 on win", t->t1, t->win, 4.5);
        row("t1 on sel", t->t1, t->sel, 4.5);
        row("t1 on pendbg", t->t1, t->pendbg, 4.5);
        row("t1 on warnbg", t->t1, t->warnbg, 4.5);
        row("t1 on badbg", t->t1, t->badbg, 4.5);
        row("t1 on okbg", t->t1, t->okbg, 4.5);
        row("t1 on accbg", t->t1, t->accbg, 4.5);
        row("t1 on fill", t->t1, t->fill, 4.5);
        row("t2 on surf", t->t2, t->surf, 4.5);
        row("t2 on win", t->t2, t->win, 4.5);
        row("t2 on hdr", t->t2, t->hdr, 4.5);
        row("t2 on sel", t->t2, t->sel, 4.5);
        row("t2 on accbg", t->t2, t->accbg, 4.5);
        row("t3 on surf", t->t3, t->surf, 4.5);
        row("t3 on win", t->t3, t->win, 4.5);
        row("t3 on alt", t->t3, t->alt, 4.5);
        row("t3 on hdr", t->t3, t->hdr, 4.5);
        row("acc on surf", t->acc, t->surf, 4.5);
        row("acc on win", t->acc, t->win, 4.5);
        row("acc on accbg", t->acc, t->accbg, 4.5);
        row("acc on warnbg", t->acc, t->warnbg, 4.5);
        row("onacc on acc", t->onacc, t->acc, 4.5);
        row("pend on pendbg", t->pend, t->pendbg, 4.5);
        row("pend on surf", t->pend, t->surf, 4.5);
        row("ok on okbg", t->ok, t->okbg, 4.5);
        row("ok on surf", t->ok, t->surf, 4.5);
        row("bad on badbg", t->bad, t->badbg, 4.5);
        row("bad on surf", t->bad, t->surf, 4.5);
        row("bad on win", t->bad, t->win, 4.5);
        row("bad on sel", t->bad, t->sel, 4.5);
        row("warn on surf", t->warn, t->surf, 4.5);
        row("warn on hdr", t->warn, t->hdr, 4.5);
        row("bad on hdr", t->bad, t->hdr, 4.5);
        row("failed word on surf", t->status[3], t->surf, 4.5);
        // Things that are seen, not read.
        row("ctl on surf", t->ctl, t->surf, 3.0);
        row("ctl on win", t->ctl, t->win, 3.0);
        row("focus on win", t->acc, t->win, 3.0);
        for (std::size_t i = 0; i < t->hubs.size(); ++i)
            row(QByteArrayLiteral("hub ").append(QByteArray::number(static_cast<int>(i))).constData(), t->hubs.at(i),
                t->surf, 2.95);
        for (std::size_t i = 0; i < t->status.size(); ++i)
            row(QByteArrayLiteral("status ").append(QByteArray::number(static_cast<int>(i))).constData(),
                t->status.at(i), t->sel, 2.95);
    }
}

void ThemeTest::contrast()
{
    QFETCH(QColor, front);
    QFETCH(QColor, back);
    QFETCH(double, least);
    QVERIFY2(ratio(front, back) >= least, qPrintable(QString::number(ratio(front, back), 'f', 2)));
}

void ThemeTest::followsSystemAndOverride()
{
    auto owned = std::make_unique<test::FakeScheme>();
    test::FakeScheme *scheme = owned.get();
    ui::Theme theme(std::move(owned));
    theme.install();
    QSignalSpy changed(&theme, &ui::Theme::changed);
    QVERIFY(!theme.isDark());
    scheme->setDark(true);
    QVERIFY(theme.isDark());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), ui::Tokens::dark().win);
    theme.setMode(ui::ColorMode::Light);
    QVERIFY(!theme.isDark());
    scheme->setDark(false);
    scheme->setDark(true);
    QVERIFY2(!theme.isDark(), "an override does not follow the system");
    theme.systemMayHaveChanged();
    QCOMPARE(scheme->rechecks, 0);
    theme.setMode(ui::ColorMode::System);
    QVERIFY(theme.isDark());
    theme.systemMayHaveChanged();
    QCOMPARE(scheme->rechecks, 1);
    theme.setMode(ui::ColorMode::Light);
}

void ThemeTest::paintedWidgetsSwitchWithoutRestart()
{
    ui::Theme theme(std::make_unique<test::FakeScheme>());
    theme.install();
    theme.setMode(ui::ColorMode::Light);
    QPushButton button(QStringLiteral("Apply"));
    button.resize(100, 28);
    const QColor light = button.grab().toImage().pixelColor(8, 14);
    theme.setMode(ui::ColorMode::Dark);
    const QColor dark = button.grab().toImage().pixelColor(8, 14);
    QCOMPARE(light, ui::Tokens::light().surf);
    QCOMPARE(dark, ui::Tokens::dark().surf);
    theme.setMode(ui::ColorMode::Light);
}

void ThemeTest::fontScale()
{
    const ui::Theme theme(std::make_unique<test::FakeScheme>());
    const int s = theme.font(ui::TextRole::Body).pixelSize();
    QCOMPARE(theme.font(ui::TextRole::Caption).pixelSize(), s - 2);
    QCOMPARE(theme.font(ui::TextRole::Secondary).pixelSize(), s - 1);
    QCOMPARE(theme.font(ui::TextRole::PageTitle).pixelSize(), s + 5);
    QCOMPARE(theme.font(ui::TextRole::Kpi).pixelSize(), s + 7);
    QCOMPARE(theme.font(ui::TextRole::Hero).pixelSize(), s + 21);
    QCOMPARE(theme.font(ui::TextRole::Section).weight(), QFont::DemiBold);
    QCOMPARE(theme.font(ui::TextRole::Mono).pixelSize(), s - 1);
}

void ThemeTest::iconsAreTinted()
{
    const QImage red = ui::icons::pixmap(QStringLiteral("check"), QColor(200, 0, 0), 32).toImage();
    int painted = 0;
    for (int y = 0; y < red.height(); ++y) {
        for (int x = 0; x < red.width(); ++x) {
            const QColor pixel = red.pixelColor(x, y);
            if (pixel.alpha() < 250)
                continue;
            ++painted;
            QCOMPARE(pixel.rgb(), QColor(200, 0, 0).rgb());
        }
    }
    QVERIFY(painted > 20);
    const QPixmap sharp = ui::icons::pixmap(QStringLiteral("check"), Qt::black, 16, 2.0);
    QCOMPARE(sharp.size(), QSize(32, 32));
    QCOMPARE(sharp.deviceIndependentSize(), QSizeF(16, 16));

    // An icon given to a widget follows the theme when it is painted again.
    ui::Theme theme(std::make_unique<test::FakeScheme>());
    const QIcon icon = theme.icon(QStringLiteral("lock"));
    const QImage light = icon.pixmap(16, 16).toImage();
    theme.setMode(ui::ColorMode::Dark);
    QVERIFY(light != icon.pixmap(16, 16).toImage());
    QVERIFY(icon.pixmap(QSize(16, 16), QIcon::Disabled).toImage() != icon.pixmap(16, 16).toImage());
}

void ThemeTest::everyNamedIconExists()
{
    const QStringList names =
        QStringLiteral("live enrollments devices rate overview hubs whatif rollouts journal start settings search "
                       "refresh pause play filter close pin chevron-down chevron-right warning error info check "
                       "lock unlock edit undo copy eye eye-off key trash plus more clock database plug book "
                       "external download arrow-right")
            .split(QLatin1Char(' '));
    for (const QString &name : names) {
        const QImage image = ui::icons::pixmap(name, Qt::black, 16).toImage();
        bool any = false;
        for (int y = 0; y < image.height() && !any; ++y) {
            for (int x = 0; x < image.width() && !any; ++x)
                any = image.pixelColor(x, y).alpha() > 128;
        }
        QVERIFY2(any, qPrintable(name));
    }
}

void ThemeTest::statusShapesDiffer()
{
    // The silhouette alone tells the status: the same five in one colour are five different pictures.
    ui::Tokens grey = ui::Tokens::light();
    grey.status.fill(Qt::black);
    QList<QImage> shapes;
    for (int status = 1; status <= 5; ++status) {
        QImage image(12, 12, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        ui::marks::paintStatus(painter, image.rect(), static_cast<fleet::DeviceStatus>(status), grey);
        painter.end();
        for (const QImage &other : std::as_const(shapes)) {
            int different = 0;
            for (int y = 0; y < 12; ++y) {
                for (int x = 0; x < 12; ++x)
                    different += qAbs(qGray(image.pixel(x, y)) - qGray(other.pixel(x, y))) > 96 ? 1 : 0;
            }
            QVERIFY2(different >= 8, qPrintable(QString::number(different)));
        }
        shapes << image;
    }
}

void ThemeTest::hubsKeepTheirColour()
{
    ui::HubColors colors;
    QList<ui::HubColors::Load> hubs;
    for (int i = 0; i < 10; ++i)
        hubs.append({QStringLiteral("hub-%1").arg(i), i});
    colors.assign(hubs);
    QCOMPARE(colors.hueOf(QStringLiteral("hub-9")), 0);
    QCOMPARE(colors.hueOf(QStringLiteral("HUB-2")), 7);
    QCOMPARE(colors.hueOf(QStringLiteral("hub-1")), ui::HubColors::None);
    hubs[1].devices = 1000;
    colors.assign(hubs);
    QCOMPARE(colors.hueOf(QStringLiteral("hub-1")), ui::HubColors::None); // busy later: grey until the person recolours
    QCOMPARE(colors.hueOf(QStringLiteral("hub-9")), 0);
    colors.recolour(hubs);
    QCOMPARE(colors.hueOf(QStringLiteral("hub-1")), 0);
    const ui::Theme theme(std::make_unique<test::FakeScheme>());
    QCOMPARE(theme.hubColor(ui::HubColors::None), theme.tokens().t3);
    QCOMPARE(theme.hubColor(8), theme.tokens().t3);
}

REHOME_TEST(ThemeTest);
#include "ThemeTest.moc"
