# `cpack -G DEB` in the build folder makes reread-19_VERSION_amd64.deb.

# Which Debian version of Clang the package is for: the plugin loads into that
# upstream version and no other. Debian's revisions of it do.
string(REGEX MATCH "^[0-9]+" REREAD_CLANG_MAJOR "${LLVM_PACKAGE_VERSION}")
execute_process(
  COMMAND dpkg-query -W -f "\${Version}" clang-${REREAD_CLANG_MAJOR}
  OUTPUT_VARIABLE CLANG_DEBIAN_VERSION ERROR_QUIET)
string(REGEX MATCH "^([0-9]+:)?" EPOCH "${CLANG_DEBIAN_VERSION}")
set(CLANG_IS "clang-${REREAD_CLANG_MAJOR} (>= ${EPOCH}${LLVM_PACKAGE_VERSION}~)")
set(CLANG_BELOW "clang-${REREAD_CLANG_MAJOR} (<< ${EPOCH}${LLVM_PACKAGE_VERSION}.~)")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME reread-${REREAD_CLANG_MAJOR})
set(CPACK_PACKAGE_VENDOR "reread")
set(CPACK_PACKAGE_CONTACT "The reread developers <reread@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "static analyser that finds double reads in C and C++\n\
One operation reads a field that another CPU may change more than once, and\n\
two consumers end up with different values. reread finds such pairs in a file,\n\
in a patch, or in a whole kernel tree, as a tool and as a plugin of\n\
Clang ${REREAD_CLANG_MAJOR}, and can say of each why it is reported or not.")
# libc, libstdc++ and their like with the versions that the programs need, as
# dpkg-shlibdeps finds them.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "${CLANG_IS}, ${CLANG_BELOW}, libclang-common-${REREAD_CLANG_MAJOR}-dev, ninja-build")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
    "clang-tools-${REREAD_CLANG_MAJOR}, clang-tidy-${REREAD_CLANG_MAJOR}, make, lld-${REREAD_CLANG_MAJOR}, llvm-${REREAD_CLANG_MAJOR}")
# Packages for two versions of LLVM have the same files.
set(CPACK_DEBIAN_PACKAGE_PROVIDES reread)
set(CPACK_DEBIAN_PACKAGE_CONFLICTS reread)
set(CPACK_DEBIAN_PACKAGE_REPLACES reread)
include(CPack)

# Debian's policy wants the licence under this name, in the package's own
# folder.
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/reread-${REREAD_CLANG_MAJOR}
        RENAME copyright)
