//===-- HtmlData.h - what the page's script knows -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Report. One JSON object: html/finding.js and html/report.js
// read it, so a key that changes here changes there.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REPORT_HTMLDATA_H
#define REREAD_LIB_REPORT_HTMLDATA_H

#include "SourceText.h"
#include "reread/Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace reread {

/// The findings, in their order, with the lines of the sources around their
/// points. The text may stand in a script element.
void writeHtmlData(llvm::ArrayRef<Finding> Findings, SourceFiles &Files,
                   llvm::raw_ostream &Out);

} // namespace reread

#endif // REREAD_LIB_REPORT_HTMLDATA_H
