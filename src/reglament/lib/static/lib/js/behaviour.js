// What every page may use. Each module binds itself by a data- attribute and does nothing where there is none.
import "./menus.js";
import "./dialogs.js";
import "./drafts.js";
import "./files.js";
import "./live.js";
import "./parts.js";
import "./failures.js";
import "./places.js";
import "./keys.js";
import "./reasons.js";
import "./choices.js";
