// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The most memory that this program has had at once.
///
/// From what the kernel notes about this address space (`VmHWM` of `/proc/self/status`). `getrusage`
/// also counts the program that was there before this one: started by `posix_spawn` from a process of a
/// gigabyte, a program would seem to have had a gigabyte itself. Cost: one small file.
var peakMemoryInMegabytes: Int {
  var buffer = [UInt8](repeating: 0, count: 4096)
  let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
  if descriptor >= 0 {
    defer { close(descriptor) }
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if let kilobytes = number(after: "VmHWM:", in: buffer[..<max(0, count)]) {
      return kilobytes / 1024
    }
  }
  var usage = rusage()
  getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}

/// The whole number that stands behind a word.
private func number(after word: String, in text: ArraySlice<UInt8>) -> Int? {
  let word = Array(word.utf8)
  guard
    let start = text.indices.first(where: {
      text[$0] == word[0] && text[$0...].starts(with: word)
    })
  else { return nil }
  let digits = text[(start + word.count)...].drop { $0 == 0x20 || $0 == 0x09 }
    .prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  return Int(String(decoding: digits, as: UTF8.self))
}
