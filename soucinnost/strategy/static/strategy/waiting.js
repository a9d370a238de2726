/* Files that are being made in the background: look again from time to time. The page works without this script. */

if (document.querySelector('[data-reading]')) setTimeout(() => location.reload(), 4000)
