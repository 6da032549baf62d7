import Testing

@testable import ReleaseCalendar

@Suite struct WindowsZonesTests {
    @Test func everyNameMapsToAZoneThatExists() {
        #expect(WindowsZones.names.count > 130)
        for (name, zone) in WindowsZones.names.sorted(by: { $0.key < $1.key }) {
            #expect(ZonedClock.isKnown(zone), "\(name) = \(zone)")
        }
    }
}
