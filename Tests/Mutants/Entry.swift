// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// The way into the tests, for a program that is no package.
@main
struct Entry {
  static func main() async { await Testing.__swiftPMEntryPoint() as Never }
}
