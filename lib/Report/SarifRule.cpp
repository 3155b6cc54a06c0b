//===-- SarifRule.cpp - reread.DoubleRead as a rule of SARIF -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a viewer shows beside every finding. There is no helpUri: viewers make a
// link of it, so it must not be one that leads nowhere.
//
//===----------------------------------------------------------------------===//

#include "SarifRule.h"

using namespace reread;
using namespace llvm;

static constexpr StringLiteral Short =
    "An operation reads a place twice that may change in between.";

static constexpr StringLiteral Full =
    "An operation reads one place twice, although another CPU, another thread "
    "or an interrupt may change it in between, and both values are used. One "
    "part of the operation then acts on the old value and another part on the "
    "new one: what was checked is not what is used, or two records that "
    "should agree do not.";

// Both forms say the same. GitHub and VS Code show Markdown, others the text.
static constexpr StringLiteral HelpText =
    "Read the place once and pass the value on, so that everything that must "
    "agree has one source.\n\n"
    "Do not mark both reads (volatile, an atomic load) instead: that "
    "removes the data race, and with it what a race detector could see, and "
    "leaves two values.\n\n"
    "If a lock protects the place, hold it over both reads, or use only what "
    "was read under it. If the code is right as it is, say so in the source: "
    "assert the lock that the caller holds, declare the race intended where "
    "the value is only shown to people, or annotate the place as stable or "
    "monotone (reread/annotate.h).\n\n"
    "The steps of a finding are the first read, what its value is used for, "
    "who may write the place, the second read, and what that value is used "
    "for. 'reread explain FINGERPRINT' shows everything that is known of a "
    "finding; its fingerprint is 'reread/v1' among the partial fingerprints.";

static constexpr StringLiteral HelpMarkdown =
    "**Read the place once and pass the value on**, so that everything that "
    "must agree has one source.\n\n"
    "```c\n"
    "if (q->head)              /* first read */\n"
    "        use(*q->head);    /* second read: may be another value */\n"
    "```\n\n"
    "```c\n"
    "struct item *head = q->head;   /* the one read; mark it */\n\n"
    "if (head)\n"
    "        use(*head);\n"
    "```\n\n"
    "* Do not mark both reads (`volatile`, an atomic load) instead: that "
    "removes the data race, and with it what a race detector could see, and "
    "leaves two values.\n"
    "* If a lock protects the place, hold it over both reads, or use only what "
    "was read under it.\n"
    "* If the code is right as it is, say so in the source: assert the lock "
    "that the caller holds, declare the race intended where the value is only "
    "shown to people, or annotate the place as stable or monotone "
    "(`reread/annotate.h`).\n\n"
    "The steps of a finding are the first read, what its value is used for, "
    "who may write the place, the second read, and what that value is used "
    "for. `reread explain FINGERPRINT` shows everything that is known of a "
    "finding; its fingerprint is `reread/v1` among the partial fingerprints.\n";

void reread::writeSarifRule(json::OStream &Json) {
  Json.object([&] {
    Json.attribute("id", "reread.DoubleRead");
    Json.attribute("name", "DoubleRead");
    Json.attributeObject("shortDescription",
                         [&] { Json.attribute("text", Short); });
    Json.attributeObject("fullDescription",
                         [&] { Json.attribute("text", Full); });
    Json.attributeObject("defaultConfiguration",
                         [&] { Json.attribute("level", "warning"); });
    Json.attributeObject("help", [&] {
      Json.attribute("text", HelpText);
      Json.attribute("markdown", HelpMarkdown);
    });
    Json.attributeObject("properties", [&] {
      Json.attributeArray("tags", [&] {
        Json.value("concurrency");
        Json.value("correctness");
      });
      Json.attribute("precision", "medium");
      Json.attribute("problem.severity", "warning");
    });
  });
}
