// SPDX-License-Identifier: GPL-3.0-or-later

import Commands

@main
enum Spechub {
  static func main() { Program.run() }
}
