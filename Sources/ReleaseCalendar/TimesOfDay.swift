/// Every combination of some hours, minutes and seconds, as seconds of the day, without being written out: a rule may
/// name 86,400 of them in a line, and a file may hold many such lines.
struct TimesOfDay: Hashable, Sendable {
    private let hours: [Int]
    private let minutes: [Int]
    private let seconds: [Int]

    /// The combinations of these, each list sorted.
    init(hours: [Int] = [0], minutes: [Int] = [0], seconds: [Int] = [0]) {
        self.hours = hours
        self.minutes = minutes
        self.seconds = seconds
    }

    var count: Int { hours.count * minutes.count * seconds.count }

    /// The combination at `index` of the sorted ones, in `0..<count`.
    subscript(index: Int) -> Int {
        let second = index % seconds.count
        let minute = index / seconds.count % minutes.count
        let hour = index / seconds.count / minutes.count
        return hours[hour] * 3600 + minutes[minute] * 60 + seconds[second]
    }

    /// The index of the first combination that is not below `value`; `count` where there is none.
    func firstIndex(atOrAfter value: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
