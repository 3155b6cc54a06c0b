# `rereadClang` is what the programs link of Clang and LLVM. Modules that Clang
# loads take its symbols from the process that loads them, and link nothing.
#
# A process a unit is what a tree costs: with the shared libraries each spends
# 20 ms on finding symbols before it does anything, linked statically 6 ms, of the
# 150 to 500 ms that a unit of Linux takes. Clang's exported static targets ask
# for the shared libLLVM, which must not be in one process with the static one;
# so they are taken as files, in a group, as their order is no longer known. Every
# part hands them on to the programs, so that they come after every part.
option(REREAD_STATIC_CLANG "Link Clang and LLVM into the programs" ON)

add_library(rereadClang INTERFACE)
if(REREAD_STATIC_CLANG)
  get_property(IMPORTED DIRECTORY PROPERTY IMPORTED_TARGETS)
  set(ARCHIVES "")
  foreach(NAME ${IMPORTED})
    get_target_property(KIND ${NAME} TYPE)
    if(KIND STREQUAL STATIC_LIBRARY AND NAME MATCHES "^clang[A-Z]"
       AND NOT NAME MATCHES "^clang(Tidy|Daemon|Include|Pseudo)")
      list(APPEND ARCHIVES $<TARGET_FILE:${NAME}>)
    endif()
  endforeach()
  list(JOIN ARCHIVES "," ARCHIVES)
  llvm_map_components_to_libnames(COMPONENTS support option core mc mcparser bitreader
    profiledata targetparser windowsdriver frontendopenmp frontendoffloading frontendhlsl)
  target_link_libraries(rereadClang INTERFACE
    "$<LINK_GROUP:RESCAN,${ARCHIVES}>" ${COMPONENTS})
  target_link_options(rereadClang INTERFACE -Wl,--gc-sections)
else()
  target_link_libraries(rereadClang INTERFACE clang-cpp LLVM)
endif()
target_link_libraries(reread-options INTERFACE
  $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:rereadClang>)
