docentSearch("phrases-ktc8","","")
