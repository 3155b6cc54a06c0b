//===-- Html.cpp - findings as a page that people look at -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file that needs no other. The list of findings is HTML and can be read
// as it is; the rest of each finding is data, which the page's script lays out
// when the finding is opened, so that thousands of them stay light. Nothing but
// the page's own style and script can run: its policy has their hashes.
//
//===----------------------------------------------------------------------===//

#include "Account.h"
#include "HtmlData.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

using namespace reread;
using namespace llvm;

#include "Page.inc"

namespace {

/// Source text may be in any encoding, and may say anything.
std::string escaped(StringRef Text) {
  std::string Result;
  raw_string_ostream Out(Result);
  printHTMLEscaped(json::fixUTF8(Text), Out);
  return Result;
}

/// A sentence, in which names stand in single quotes.
std::string prose(StringRef Text) {
  std::string Result;
  SmallVector<StringRef> Parts;
  Text.split(Parts, '\'');
  for (auto [At, Part] : enumerate(Parts)) {
    bool Name = At % 2;
    if (Name && At + 1 == Parts.size())
      Result += "&#39;" + escaped(Part);
    else
      Result += Name ? "<code>" + escaped(Part) + "</code>" : escaped(Part);
  }
  return Result;
}

/// As a Content-Security-Policy names the text of a script or style element.
std::string hashOf(StringRef Text) {
  SHA256 Hash;
  Hash.update(Text);
  return "sha256-" + encodeBase64(Hash.final());
}

StringRef urgencyOf(unsigned Tier) {
  return Tier == 1 ? "must look" : Tier == 2 ? "should look" : "on request";
}

class Page {
public:
  Page(ArrayRef<Finding> Findings, StringRef Root, StringRef Version,
       vfs::FileSystem &Sources, raw_ostream &Out)
      : Findings(Findings), Version(Version), Files(Root, Sources), Out(Out) {}

  /// The template has "{{NAME}}" where a part goes.
  void write() {
    StringRef Rest = PageText;
    while (!Rest.empty()) {
      auto [Text, After] = Rest.split("{{");
      Out << Text;
      auto [Name, Following] = After.split("}}");
      part(Name);
      Rest = Following;
    }
  }

private:
  static bool isShown(const Finding &F) { return !F.Dismissed; }

  void part(StringRef Name) {
    if (Name == "version")
      Out << escaped(Version);
    else if (Name == "style")
      Out << StyleText;
    else if (Name == "script")
      Out << ScriptText;
    else if (Name == "style-hash")
      Out << hashOf(StyleText);
    else if (Name == "script-hash")
      Out << hashOf(ScriptText);
    else if (Name == "title")
      Out << "reread: " << count() << ' ' << noun() << " in " << tree();
    else if (Name == "count")
      Out << count();
    else if (Name == "noun")
      Out << noun();
    else if (Name == "tree")
      Out << tree();
    else if (Name == "tiers")
      tiers();
    else if (Name == "nothing" && none_of(Findings, isShown))
      Out << "<p class=\"notice\">Nothing was found in the tiers asked "
             "for.</p>";
    else if (Name == "findings")
      for_each(make_filter_range(Findings, isShown),
               [&](const Finding &F) { finding(F); });
    else if (Name == "data")
      writeHtmlData(Findings, Files, Out);
  }

  std::string count() const {
    size_t Count = count_if(Findings, isShown);
    return Count ? std::to_string(Count) : "No";
  }
  StringRef noun() const {
    return count_if(Findings, isShown) == 1 ? "finding" : "findings";
  }
  /// The root's own name: where it lies on this machine is nobody's business.
  std::string tree() const {
    StringRef Name = sys::path::filename(Files.root().rtrim('/'));
    return Name.empty() ? "the sources" : escaped(Name);
  }

  void tiers() {
    if (none_of(Findings, isShown))
      return;
    Out << "<fieldset id=\"tiers\" disabled>\n<legend class=\"unseen\">Show "
           "tiers</legend>\n";
    for (unsigned Tier = 1; Tier <= 3; ++Tier) {
      size_t Count = count_if(Findings, [&](const Finding &F) {
        return isShown(F) && F.Tier == Tier;
      });
      // Tiers that were not asked for have none, which says nothing; tier 1
      // is always asked for.
      if (!Count && Tier != 1)
        continue;
      Out << "<label class=\"tier" << Tier << "\"><b>" << Count
          << "</b><input type=\"checkbox\" value=\"" << Tier
          << "\" checked><small>tier " << Tier << ", " << urgencyOf(Tier)
          << "</small></label>\n";
    }
    Out << "</fieldset>";
  }

  std::string where(const SourcePoint &At) const {
    return escaped(Files.nameOf(At).first) + ":" + std::to_string(At.Line);
  }

  void finding(const Finding &F) {
    const Candidate &C = F.What;
    std::string Id = escaped(F.Fingerprint);
    // Static functions of one name may differ in nothing but their file.
    if (unsigned Before = Ids[Id]++)
      Id += "-" + std::to_string(Before + 1);
    Out << "<li><details class=\"finding\" id=\"" << Id << "\" data-tier=\""
        << F.Tier << "\">\n<summary><span class=\"tier tier" << F.Tier
        << "\">tier " << F.Tier << "</span>\n<span>" << prose(F.Message)
        << "</span>\n<span class=\"where\">" << where(inOperation(C.Second))
        << ", in <code>" << escaped(C.Function) << "</code>";
    if (!C.Second.Via.empty())
      Out << ", through <code>" << escaped(C.Second.Via.front().Function)
          << "</code> at " << where(C.Second.At);
    Out << "</span></summary>\n"
        << "<p class=\"remedy\"><b>Remedy:</b> " << prose(F.Remedy) << "</p>\n"
        << "<noscript><p>Fingerprint <code>" << escaped(F.Fingerprint)
        << "</code></p></noscript>"
        << "</details></li>\n";
  }

  ArrayRef<Finding> Findings;
  StringRef Version;
  SourceFiles Files;
  StringMap<unsigned> Ids; ///< how many findings have the fingerprint
  raw_ostream &Out;
};

} // namespace

void reread::writeHtml(ArrayRef<Finding> Findings, StringRef Root,
                       StringRef Version, vfs::FileSystem &Sources,
                       raw_ostream &Out) {
  Page(Findings, Root, Version, Sources, Out).write();
}
