"""Reading old minutes: files become readings that a person corrects beside the original and saves as past meetings.

The way through the pages:

1. **Group → „Starší zápisy“**, for its chair and recorder: a field for several files, readings that wait, those that
   were saved. An empty page says what belongs here.
2. **Uploading.** Each file becomes a *reading*: its lines and what was read of them. Small ones are read at once,
   large ones in the background. The file is an attachment of the group from the first, so a closed browser loses
   nothing. What cannot be read is said with the file's name and why; a scan without text, a file with a password and
   an old DOC stay as an attachment of minutes that are typed by hand. The same file again leads to its first reading.
3. **Correcting beside the original.** The lines of the original with where each stands; beside them the form: title,
   day, hours, place, number; who was there and which person that is; items with texts, decisions and votes, tasks,
   reports; sentences that sound like a promise, which become tasks by a click only; signatures. It saves itself;
   without JavaScript by a button. Who saves an older state gets both.
4. **Summary.** What the meeting will be, which tasks and people will be created, how many lines stand nowhere (they
   become the item „Nezařazené řádky“, none is lost). It asks about another meeting of that day, another body in the
   heading and lines that stand nowhere; a day that does not exist or has not come cannot be saved.
5. **„Uložit jako jednání“** makes a finished meeting that says where it is from. Nobody is told.
6. **„Zahodit čtení“** at any time before, with a reason: text and file are gone. Unfinished readings go by retention.
"""
