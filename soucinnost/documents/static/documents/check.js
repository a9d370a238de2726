/* While a file is being checked, look again; without this script a link does the same. */

if (document.querySelector('[data-checking]')) setTimeout(() => location.reload(), 4000)
