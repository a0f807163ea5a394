/* Wine before 9 has no bcryptprimitives.dll, which every Rust program asks for random bytes. This one, beside the
 * program under test, takes them from where that library does on old systems. Windows has its own. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return SystemFunction036(data, (ULONG)length);
}
