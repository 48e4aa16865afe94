// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The most memory that this process has had at once.
var peakMemoryInMegabytes: Int {
  var usage = rusage()
  getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}
