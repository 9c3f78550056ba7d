"""The one-stop visit counter (원스톱 방문 민원창구): what is received and done there at once, by which department."""
