"""The course for a learning platform, by SCORM 1.2: a zip for each module, and one for each track.

page.py makes a module's page, of its lesson and its exercises; forms.py its forms, questions.py and kinds.py the tables by which the scripts of
templates/scorm/ judge what is answered; manifest.py says to a platform what there is; package.py zips it; command.py is
`qilab publish scorm`.
"""
